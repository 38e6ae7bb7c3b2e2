# SPDX-License-Identifier: Apache-2.0
# Softened attraction on n bodies, the targets, by s bodies, the sources, in blocks of targets, with derivatives. In the
# dialect of TorchScript archives. With d = x_j - x_i and w = (d.d + max(e_i, e_j)^2)^(-1/2):
#   a_i = G sum_j m_j w^3 d.
# Targets and sources are ranges of the same bodies: the sources the first s, the targets from number `first` on.
# x: (3, n) positions of the targets, y: (3, s or more) those of the sources, m: (s) masses; e2: (n) and f2: (s) squared
# softenings of targets and sources; h, k: half their tangents. Differences are taken before anything is squared. All
# block arrays are (targets of the block, sources).

def differences(self: __torch__.Program, x: Tensor, y: Tensor, s: int, start: int, end: int) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  for k in range(3):
    out.append(torch.unsqueeze(torch.slice(y[k], 0, 0, s), 0) - torch.unsqueeze(torch.slice(x[k], 0, start, end), 1))
  return out

# w; zero between a body and itself
def inverse_distance(self: __torch__.Program, d: List[Tensor], e2: Tensor, f2: Tensor, first: int, start: int, end: int) -> Tensor:
  target = torch.unsqueeze(torch.slice(e2, 0, start, end), 1)
  square = torch.maximum(target, torch.unsqueeze(f2, 0))
  for k in range(3):
    square = torch.addcmul(square, d[k], d[k])
  if first + start < torch.size(f2, 0):
    shielded = torch.fill_(torch.diagonal(square, first + start), inf)
  return torch.rsqrt(square)

# the target's share in the derivative with respect to max(e_i, e_j)^2
def target_share(self: __torch__.Program, e2: Tensor, f2: Tensor, start: int, end: int) -> Tensor:
  target = torch.unsqueeze(torch.slice(e2, 0, start, end), 1)
  return torch.add(torch.mul(torch.sign(target - torch.unsqueeze(f2, 0)), 0.5), 0.5)

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

def acceleration(self: __torch__.Program, x: Tensor, y: Tensor, m: Tensor, e2: Tensor, f2: Tensor, g: float, first: int, rows: int) -> Tensor:
  n = torch.size(x, 1)
  s = torch.size(m, 0)
  a = torch.zeros_like(x)
  for block in range((n + rows - 1) // rows):
    start = block * rows
    end = min(start + rows, n)
    d = self.differences(x, y, s, start, end)
    w = self.inverse_distance(d, e2, f2, first, start, end)
    f = w * w * w * m
    for k in range(3):
      put = torch.copy_(torch.slice(a[k], 0, start, end), torch.sum(d[k] * f, 1))
  return torch.mul_(a, g)

# the acceleration and its tangent
def tangent(self: __torch__.Program, x: Tensor, y: Tensor, m: Tensor, e2: Tensor, f2: Tensor, dx: Tensor, dy: Tensor, dm: Tensor, h: Tensor, k: Tensor, g: float, first: int, rows: int) -> List[Tensor]:
  n = torch.size(x, 1)
  s = torch.size(m, 0)
  a = torch.zeros_like(x)
  da = torch.zeros_like(x)
  source = torch.unsqueeze(k, 0)
  for block in range((n + rows - 1) // rows):
    start = block * rows
    end = min(start + rows, n)
    d = self.differences(x, y, s, start, end)
    dd = self.differences(dx, dy, s, start, end)
    w = self.inverse_distance(d, e2, f2, first, start, end)
    w2 = w * w
    w3 = w2 * w
    share = self.target_share(e2, f2, start, end)
    target = torch.unsqueeze(torch.slice(h, 0, start, end), 1)
    along = self.dot(d, dd) + source + share * (target - source)
    f = m * w3
    q = dm * w3 - 3.0 * along * f * w2
    for i in range(3):
      put = torch.copy_(torch.slice(a[i], 0, start, end), torch.sum(d[i] * f, 1))
      put = torch.copy_(torch.slice(da[i], 0, start, end), torch.sum(torch.addcmul(f * dd[i], q, d[i]), 1))
  return [torch.mul_(a, g), torch.mul_(da, g)]

# the acceleration, and the derivatives of the sum of u.a over the targets with respect to their positions, the masses,
# the softenings of targets and sources, and the positions of the sources. A body that is both has its derivative in two
# parts; those of positions are added up here.
def adjoint(self: __torch__.Program, x: Tensor, y: Tensor, m: Tensor, e2: Tensor, f2: Tensor, u: Tensor, g: float, first: int, rows: int) -> List[Tensor]:
  n = torch.size(x, 1)
  s = torch.size(m, 0)
  a = torch.zeros_like(x)
  gx = torch.zeros_like(x)
  gy = torch.zeros_like(torch.slice(y, 1, 0, s))
  gm = torch.zeros_like(m)
  ge = torch.zeros_like(e2)
  gf = torch.zeros_like(f2)
  for block in range((n + rows - 1) // rows):
    start = block * rows
    end = min(start + rows, n)
    d = self.differences(x, y, s, start, end)
    v = self.columns(u, start, end)
    w = self.inverse_distance(d, e2, f2, first, start, end)
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
      put = torch.add_(gy[k], torch.sum(part, 0))
    shared = self.target_share(e2, f2, start, end) * t
    put = torch.sub_(torch.slice(ge, 0, start, end), torch.sum(shared, 1))
    put = torch.sub_(gf, torch.sum(t - shared, 0))
  own = min(first + n, s)
  if first < own:
    put = torch.add_(torch.slice(gx, 1, 0, own - first), torch.slice(gy, 1, first, own))
  # d(e2) = 2 e de, and w^3 = (e2 + ..)^(-3/2): one half of both cancel
  return [torch.mul_(a, g), torch.mul_(gx, g), torch.mul_(gm, g), torch.mul_(ge * torch.sqrt(e2), g), torch.mul_(gf * torch.sqrt(f2), g), torch.mul_(gy, g)]
