# SPDX-License-Identifier: Apache-2.0
# Softened attraction between n bodies and the first s of them, the sources, in blocks of targets, with derivatives.
# In the dialect of TorchScript archives. With d = x_j - x_i and w = (d.d + max(e_i, e_j)^2)^(-1/2):
#   a_i = G sum_j m_j w^3 d.
# x: (3, n) positions, m: (s) masses, e2: (n) squared softenings; h: half the tangents of e2. Differences are taken before
# anything is squared. All block arrays are (targets of the block, sources).

def differences(self: __torch__.Program, x: Tensor, s: int, start: int, end: int) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  for k in range(3):
    row = x[k]
    out.append(torch.unsqueeze(torch.slice(row, 0, 0, s), 0) - torch.unsqueeze(torch.slice(row, 0, start, end), 1))
  return out

# w; zero between a body and itself
def inverse_distance(self: __torch__.Program, d: List[Tensor], e2: Tensor, s: int, start: int, end: int) -> Tensor:
  source = torch.unsqueeze(torch.slice(e2, 0, 0, s), 0)
  target = torch.unsqueeze(torch.slice(e2, 0, start, end), 1)
  square = torch.maximum(target, source)
  for k in range(3):
    square = torch.addcmul(square, d[k], d[k])
  if start < s:
    shielded = torch.fill_(torch.diagonal(square, start), inf)
  return torch.rsqrt(square)

# the target's share in the derivative with respect to max(e_i, e_j)^2
def target_share(self: __torch__.Program, e2: Tensor, s: int, start: int, end: int) -> Tensor:
  source = torch.unsqueeze(torch.slice(e2, 0, 0, s), 0)
  target = torch.unsqueeze(torch.slice(e2, 0, start, end), 1)
  return torch.add(torch.mul(torch.sign(target - source), 0.5), 0.5)

def dot(self: __torch__.Program, a: List[Tensor], b: List[Tensor]) -> Tensor:
  out = a[0] * b[0]
  for k in range(1, 3):
    out = torch.addcmul(out, a[k], b[k])
  return out

# rows of a (3, n) array as columns (targets, 1) of a block
def columns(self: __torch__.Program, v: Tensor, start: int, end: int) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  for k in range(3):
    out.append(torch.unsqueeze(torch.slice(v[k], 0, start, end), 1))
  return out

def acceleration(self: __torch__.Program, x: Tensor, m: Tensor, e2: Tensor, g: float, rows: int) -> Tensor:
  n = torch.size(x, 1)
  s = torch.size(m, 0)
  a = torch.zeros_like(x)
  for block in range((n + rows - 1) // rows):
    start = block * rows
    end = min(start + rows, n)
    d = self.differences(x, s, start, end)
    w = self.inverse_distance(d, e2, s, start, end)
    f = w * w * w * m
    for k in range(3):
      put = torch.copy_(torch.slice(a[k], 0, start, end), torch.sum(d[k] * f, 1))
  return torch.mul_(a, g)

# the acceleration and its tangent
def tangent(self: __torch__.Program, x: Tensor, m: Tensor, e2: Tensor, dx: Tensor, dm: Tensor, h: Tensor, g: float, rows: int) -> List[Tensor]:
  n = torch.size(x, 1)
  s = torch.size(m, 0)
  a = torch.zeros_like(x)
  da = torch.zeros_like(x)
  for block in range((n + rows - 1) // rows):
    start = block * rows
    end = min(start + rows, n)
    d = self.differences(x, s, start, end)
    dd = self.differences(dx, s, start, end)
    w = self.inverse_distance(d, e2, s, start, end)
    w2 = w * w
    w3 = w2 * w
    share = self.target_share(e2, s, start, end)
    source = torch.unsqueeze(torch.slice(h, 0, 0, s), 0)
    target = torch.unsqueeze(torch.slice(h, 0, start, end), 1)
    along = self.dot(d, dd) + source + share * (target - source)
    f = m * w3
    q = dm * w3 - 3.0 * along * f * w2
    for k in range(3):
      put = torch.copy_(torch.slice(a[k], 0, start, end), torch.sum(d[k] * f, 1))
      put = torch.copy_(torch.slice(da[k], 0, start, end), torch.sum(torch.addcmul(f * dd[k], q, d[k]), 1))
  return [torch.mul_(a, g), torch.mul_(da, g)]

# the acceleration, and the derivatives of the sum of u.a with respect to positions, masses, softenings
def adjoint(self: __torch__.Program, x: Tensor, m: Tensor, e2: Tensor, u: Tensor, g: float, rows: int) -> List[Tensor]:
  n = torch.size(x, 1)
  s = torch.size(m, 0)
  a = torch.zeros_like(x)
  gx = torch.zeros_like(x)
  gm = torch.zeros_like(m)
  gs = torch.zeros_like(e2)
  for block in range((n + rows - 1) // rows):
    start = block * rows
    end = min(start + rows, n)
    d = self.differences(x, s, start, end)
    v = self.columns(u, start, end)
    w = self.inverse_distance(d, e2, s, start, end)
    w2 = w * w
    w3 = w2 * w
    along = self.dot(d, v)
    gm = gm + torch.sum(along * w3, 0)
    f = m * w3
    t = 3.0 * along * f * w2
    for k in range(3):
      put = torch.copy_(torch.slice(a[k], 0, start, end), torch.sum(d[k] * f, 1))
      part = f * v[k] - t * d[k]
      put = torch.sub_(torch.slice(gx[k], 0, start, end), torch.sum(part, 1))
      put = torch.add_(torch.slice(gx[k], 0, 0, s), torch.sum(part, 0))
    shared = self.target_share(e2, s, start, end) * t
    put = torch.sub_(torch.slice(gs, 0, start, end), torch.sum(shared, 1))
    put = torch.sub_(torch.slice(gs, 0, 0, s), torch.sum(t - shared, 0))
  # d(e2) = 2 e de, and w^3 = (e2 + ..)^(-3/2): one half of both cancel
  return [torch.mul_(a, g), torch.mul_(gx, g), torch.mul_(gm, g), torch.mul_(gs * torch.sqrt(e2), g)]
