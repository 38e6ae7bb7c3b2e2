# SPDX-License-Identifier: Apache-2.0
# What integrators do with vectors of three rows x, y, z of one number per body. In the dialect of TorchScript archives.

def combine(self: __torch__.Program, v: List[Tensor], c: List[float]) -> Tensor:
  out = torch.mul(v[0], c[0])
  for k in range(1, len(c)):
    out = torch.add(out, v[k], alpha=c[k])
  return out

# the first s columns of vectors that are one on each device, on the device of the array `here`
def gather(self: __torch__.Program, v: List[Tensor], s: int, here: Tensor) -> Tensor:
  parts = annotate(List[Tensor], [])
  left = s
  for k in range(len(v)):
    width = min(left, torch.size(v[k], 1))
    if width > 0:
      parts.append(torch.to(torch.slice(v[k], 1, 0, width), here))
    left = left - width
  return torch.cat(parts, 1)

# adds to columns, of which the first is number `first`, what others have for them
def collect(self: __torch__.Program, own: Tensor, others: List[Tensor], first: int) -> Tensor:
  end = min(first + torch.size(own, 1), torch.size(others[0], 1))
  for k in range(len(others)):
    put = torch.add_(torch.slice(own, 1, 0, end - first), torch.to(torch.slice(others[k], 1, first, end), own))
  return own

# total: in float64, whatever a and b are in
def add_dot(self: __torch__.Program, total: Tensor, weight: float, a: Tensor, b: Tensor) -> Tensor:
  return torch.add(total, torch.sum(torch.mul(a, b), dtype=7), alpha=weight)

def is_finite(self: __torch__.Program, a: Tensor) -> Tensor:
  return torch.all(torch.isfinite(a))

def square_length(self: __torch__.Program, a: Tensor) -> Tensor:
  return torch.sum(torch.square(a), 0)

# the sum over position and velocity of |error|^2 / scale^2, over 6
def square_error(self: __torch__.Program, errors: List[Tensor], scales: List[Tensor]) -> Tensor:
  out = torch.zeros_like(scales[0])
  for k in range(2):
    error = self.square_length(errors[k])
    out = out + torch.where(error == 0.0, 0.0, error / torch.square(scales[k]))
  return out / 6.0

# before and after: position, velocity; errors: those of position and velocity, perhaps followed by coarser ones
def error_norm(self: __torch__.Program, before: List[Tensor], after: List[Tensor], errors: List[Tensor], relative: float, absolute: List[float]) -> Tensor:
  scales = annotate(List[Tensor], [])
  for k in range(2):
    size = torch.sqrt(torch.maximum(self.square_length(before[k]), self.square_length(after[k])))
    scales.append(size * relative + absolute[k])
  fine = self.square_error([errors[0], errors[1]], scales)
  if len(errors) == 4:
    rough = self.square_error([errors[2], errors[3]], scales)
    norm = torch.where(fine == 0.0, 0.0, fine / torch.sqrt(fine + rough * 0.01))
  else:
    norm = torch.sqrt(fine)
  return torch.max(norm)
