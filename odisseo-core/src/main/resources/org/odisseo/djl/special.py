# SPDX-License-Identifier: Apache-2.0
# Special functions that PyTorch lacks, with their derivatives in the parameter. In the dialect of TorchScript archives.
# A jet of order k is the list of Taylor coefficients 0 .. k in a small change d of the parameter a.

def jet_product(self: __torch__.Program, f: List[Tensor], g: List[Tensor]) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  for n in range(len(f)):
    term = f[0] * g[n]
    for j in range(1, n + 1):
      term = term + f[j] * g[n - j]
    out.append(term)
  return out

# exp(sign sum_m (psi^(m)(a)) d^(m+1) / (m+1)!): Gamma(a + d) / Gamma(a), or one over it
def gamma_jet(self: __torch__.Program, k: int, a: Tensor, sign: float) -> List[Tensor]:
  slopes = annotate(List[Tensor], [])
  factorial = 1.0
  for m in range(k):
    if m == 0:
      slopes.append(torch.digamma(a) * sign)
    else:
      # psi^(m) = (-1)^(m+1) m! zeta(m + 1, a), of which the coefficient of d^(m+1) is 1/(m+1)!
      parity = -1.0 if m % 2 == 0 else 1.0
      slopes.append(torch.special_zeta(float(m + 1), a) * (sign * parity / (m + 1)))
  out = annotate(List[Tensor], [torch.ones_like(a)])
  for n in range(1, k + 1):
    term = slopes[n - 1] * float(n)
    for j in range(1, n):
      term = term + slopes[j - 1] * out[n - j] * float(j)
    out.append(term / float(n))
  return out

# P(a + d, x) = x^a e^-x / Gamma(a+1) . x^d Gamma(a+1)/Gamma(a+1+d) . (1 + x/(a+d+1) (1 + x/(a+d+2) (1 + ...)))
# The series has terms of one sign; beyond a + 9 sqrt(a) + 40 the function is 1 to rounding. How many terms it takes
# follows from the largest a, which is an argument: to ask a device for it would mean to wait for the device.
def gamma_p_jet(self: __torch__.Program, k: int, a: Tensor, x: Tensor, largest: float) -> List[Tensor]:
  far = largest + 9.0 * largest ** 0.5 + 40.0
  y = torch.clamp(x, 1e-300, far)
  count = int(60.0 + 9.0 * largest ** 0.5 + 8.0 * far ** 0.5)
  series = annotate(List[Tensor], [torch.ones_like(y * a)])
  for m in range(k):
    series.append(torch.zeros_like(y * a))
  for i in range(count):
    r = torch.reciprocal(a + float(count - i))
    scaled = annotate(List[Tensor], [])
    for m in range(k + 1):
      # sum_j series_(m-j) (-1)^j r^(j+1), by Horner's rule
      term = series[0] * r
      for j in range(1, m + 1):
        term = (series[j] - term) * r
      scaled.append(y * term)
    scaled[0] = scaled[0] + 1.0
    series = scaled
  logarithm = torch.log(y)
  power = annotate(List[Tensor], [torch.exp(a * logarithm - y - torch.lgamma(a + 1.0))])
  for m in range(1, k + 1):
    power.append(power[m - 1] * logarithm / float(m))
  product = self.jet_product(self.jet_product(power, self.gamma_jet(k, a + 1.0, -1.0)), series)
  out = annotate(List[Tensor], [])
  for m in range(k + 1):
    inside = torch.where(x <= 0.0, 0.0, product[m])
    out.append(torch.where(x > far, 1.0 if m == 0 else 0.0, inside))
  return out

def factorial(self: __torch__.Program, k: int) -> float:
  out = 1.0
  for j in range(2, k + 1):
    out = out * float(j)
  return out

# k-th derivative in a of P(a, x), for arrays a
def gamma_p(self: __torch__.Program, k: int, a: Tensor, x: Tensor) -> Tensor:
  return self.gamma_p_jet(k, a, x, float(torch.max(a)))[k] * self.factorial(k)

# the same for a number a; PyTorch's own function is good to 1e-13 for small a, and to 1e-9 for large
def gamma_p_number(self: __torch__.Program, k: int, a: float, x: Tensor) -> Tensor:
  parameter = torch.new_full(x, annotate(List[int], []), a)
  if (k == 0) and (a <= 20.0):
    out = torch.special_gammainc(parameter, x)
  else:
    out = self.gamma_p_jet(k, parameter, x, a)[k] * self.factorial(k)
  return out

# k-th derivative in a of x^(-1/2) P(a, x) + Gamma(a - 1/2) / Gamma(a) (1 - P(a - 1/2, x)), for a > 1/2
def cutoff_potential(self: __torch__.Program, k: int, a: Tensor, x: Tensor) -> Tensor:
  return self.cutoff_potential_up_to(k, a, x, float(torch.max(a)))

def cutoff_potential_up_to(self: __torch__.Program, k: int, a: Tensor, x: Tensor, largest: float) -> Tensor:
  b = a - 0.5
  inner = self.gamma_p_jet(k, a, x, largest)
  outer = annotate(List[Tensor], [])
  for term in self.gamma_p_jet(k, b, x, largest - 0.5):
    outer.append(-term)
  outer[0] = outer[0] + 1.0
  ratio = self.jet_product(self.gamma_jet(k, b, 1.0), self.gamma_jet(k, a, -1.0))
  rest = self.jet_product(ratio, outer)[k] * torch.exp(torch.lgamma(b) - torch.lgamma(a))
  centre = torch.where(x <= 0.0, 0.0, inner[k] * torch.rsqrt(x))
  return (centre + rest) * self.factorial(k)

def cutoff_potential_number(self: __torch__.Program, k: int, a: float, x: Tensor) -> Tensor:
  parameter = torch.new_full(x, annotate(List[int], []), a)
  if (k == 0) and (a <= 20.0):
    b = parameter - 0.5
    ratio = torch.exp(torch.lgamma(b) - torch.lgamma(parameter))
    centre = torch.where(x <= 0.0, 0.0, torch.special_gammainc(parameter, x) * torch.rsqrt(x))
    out = centre + ratio * torch.special_gammaincc(b, x)
  else:
    out = self.cutoff_potential_up_to(k, parameter, x, a)
  return out

# n-th derivative of ln(1 + x) / x: (-1)^n n! times the integral over t from 0 to 1 of t^n / (1 + x t)^(n+1), by
# quadrature where the closed form cancels
def log_ratio(self: __torch__.Program, n: int, x: Tensor, nodes: List[float], weights: List[float]) -> Tensor:
  if n == 0:
    safe = torch.where(x == 0.0, 1.0, x)
    value = torch.where(x == 0.0, 1.0, torch.log1p(safe) / safe)
  else:
    edge = 1.0 + float(n) / 3.0
    near = torch.clamp(x, -0.75, edge)
    quadrature = torch.zeros_like(x)
    for i in range(len(nodes)):
      t = 0.5 + 0.5 * nodes[i]
      w = 0.5 * weights[i] * t ** n
      quadrature = torch.add(quadrature, torch.pow(near * t + 1.0, -float(n + 1)), alpha=w)
    inside = (x >= -0.75) & (x <= edge)
    far = torch.where(inside, edge, x)
    u = far / (far + 1.0)
    partial = torch.zeros_like(x)
    for j in range(n):
      partial = (partial + 1.0 / float(n - j)) * u
    closed = (torch.log1p(far) - partial) / torch.pow(far, float(n + 1))
    magnitude = torch.where(inside, quadrature, closed)
    sign = 1.0 if n % 2 == 0 else -1.0
    value = magnitude * (sign * self.factorial(n))
  return value

def polygamma(self: __torch__.Program, n: int, x: Tensor) -> Tensor:
  if n == 0:
    value = torch.digamma(x)
  else:
    sign = -1.0 if n % 2 == 0 else 1.0
    value = torch.special_zeta(float(n + 1), x) * (sign * self.factorial(n))
  return value

def safe_ratio(self: __torch__.Program, a: Tensor, b: Tensor) -> Tensor:
  return torch.where(b == 0.0, 0.0, a / b)

# x^p (ln x)^k, 0 at x = 0 for p > 0
def power_log(self: __torch__.Program, k: int, x: Tensor, p: Tensor) -> Tensor:
  value = torch.pow(x, p) * torch.pow(torch.log(x), float(k))
  return torch.where((x == 0.0) & (p > 0.0), 0.0, value)

# with one step of Newton's method, for the error of the exponent 1/3
def cbrt(self: __torch__.Program, x: Tensor) -> Tensor:
  root = torch.sign(x) * torch.pow(torch.abs(x), 1.0 / 3.0)
  square = root * root
  polished = root - (square * root - x) / (square * 3.0)
  return torch.where(torch.isfinite(polished), polished, root)
