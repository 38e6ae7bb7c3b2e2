"""High-precision references for org.odisseo.expr.SpecialFunctions.

Run in this directory:
    python3 special_functions.py > ../resources/reference/special-functions.properties
Keys are name,order,arguments; arguments are exact doubles; values are computed with 60 digits and printed with 20.
"""
import mpmath
from mpmath import mp, mpf

mp.dps = 60


def gamma_p(a, x):
    # The lower function from its (positive) series, the upper one where P is close to 1.
    if x == 0:
        return mpf(0)
    return mpmath.gammainc(a, 0, x, regularized=True) if x < mpmath.re(a) + 40 else 1 - mpmath.gammainc(a, x, regularized=True)


def cutoff(a, x):
    if x == 0:
        return mpmath.gamma(a - mpf(1) / 2) / mpmath.gamma(a)
    return gamma_p(a, x) / mpmath.sqrt(x) + mpmath.gammainc(a - mpf(1) / 2, x) / mpmath.gamma(a)


def derivative_in_a(f, k, a, x):
    """k-th derivative by Cauchy's integral over a circle in the complex a plane: trapezoidal rule, geometric convergence."""
    if k == 0:
        return f(a, x)
    n, radius = 96, min(mpf(1) / 4, a / 2)
    total = mpf(0)
    for j in range(n):
        e = mpmath.expjpi(mpf(2 * j) / n)
        total += (f(a + radius * e, x) / e**k).real
    return mpmath.factorial(k) * total / n / radius**k


def log_ratio(n, x):
    """(-1)^n n! Int_0^1 t^n/(1+xt)^(n+1) dt in closed form, with enough digits for the cancellation."""
    if x == 0:
        return (-1) ** n * mpmath.factorial(n) / mpf(n + 1)
    with mpmath.workdps(400):
        u = x / (1 + x)
        bracket = mpmath.log(1 + x) - sum(u**k / k for k in range(1, n + 1))
        return (-1) ** n * mpmath.factorial(n) * bracket / x ** (n + 1)


def show(name, order, arguments, value):
    print(f"{name},{order},{','.join(repr(float(v)) for v in arguments)}={mpmath.nstr(value, 20, min_fixed=0, max_fixed=0)}")


print("# References for SpecialFunctionsTest, computed with 60 digits.")
print(f"# program: mpmath {mpmath.__version__}")
print("# command: python3 special_functions.py > ../resources/reference/special-functions.properties")

XS = [1e-200, 1e-30, 1e-12, 1e-5, 0.003, 0.1, 0.5, 0.9, 1.3, 1.7, 2.5, 3.9, 5.0, 8.0, 13.0, 20.0, 36.0, 60.0, 200.0, 1e4]
for a in [1e-3, 0.1, 0.35, 0.5, 0.6, 0.75, 1.0, 1.5, 2.0, 3.3, 7.0, 14.5, 15.5, 40.0, 100.0]:
    for x in XS + [a * 0.8, a * 1.01, a + 1, a + 1.2, a * 1.3 + 1]:
        value = gamma_p(mpf(a), mpf(x))
        if value > mpf(10) ** -300:
            show("gammaP", 0, [a, x], value)
for a in [0.1, 0.5, 0.6, 1.0, 1.5, 2.0, 3.3, 7.0]:
    for x in [1e-12, 1e-5, 0.003, 0.1, 0.5, 0.9, 1.3, 1.7, 2.5, 3.9, 5.0, 8.0, 13.0, 20.0, 36.0]:
        for k in [1, 2, 3, 4]:
            show("gammaP", k, [a, x], derivative_in_a(gamma_p, k, mpf(a), mpf(x)))
for a in [0.2, 0.45, 0.5, 0.50001, 0.6, 0.75, 0.999, 1.0, 1.2, 1.5, 2.0, 3.3, 7.0, 20.0, 50.0]:
    for x in [0.0, 1e-30, 1e-12, 1e-5, 0.003, 0.1, 0.5, 0.9, 1.3, 1.7, 2.5, 3.9, 5.0, 8.0, 13.0, 20.0, 36.0, 60.0, 200.0, 1e6]:
        if x > 0 or a > 0.5:
            show("cutoffPotential", 0, [a, x], cutoff(mpf(a), mpf(x)))
for a in [0.45, 0.5, 0.6, 0.75, 1.0, 1.5, 3.3]:
    for x in [0.0, 1e-5, 0.003, 0.1, 0.5, 0.9, 1.3, 1.7, 2.5, 3.9, 5.0, 8.0, 20.0]:
        for k in [1, 2, 3]:
            if x > 0:
                show("cutoffPotential", k, [a, x], derivative_in_a(cutoff, k, mpf(a), mpf(x)))
            elif a > 0.55:
                ratio = lambda s: mpmath.gamma(s - mpf(1) / 2) / mpmath.gamma(s)
                with mpmath.workdps(100):
                    show("cutoffPotential", k, [a, x], mpmath.diff(ratio, mpf(a), k))
for n in range(0, 9):
    for x in [-0.999999, -0.99, -0.9, -0.76, -0.74, -0.5, -0.2, -1e-3, -1e-9, 0.0, 1e-30, 1e-12, 1e-6, 1e-3, 0.03, 0.2, 0.5, 0.99, 1.01,
              1.5, 2.1, 3.4, 3.8, 7.0, 30.0, 1e3, 1e6, 1e10]:
        show("logRatio", n, [x], log_ratio(n, mpf(x)))
for x in [1e-300, 1e-9, 1e-3, 0.1, 0.3, 0.4999, 0.5, 0.7, 0.999999, 1.0000001, 1.2, 1.4999, 1.5, 1.9999999, 2.0001, 2.4, 2.5, 3.0, 5.5,
          9.99, 10.0, 25.0, 171.5, 1e5, 1e100]:
    show("logGamma", 0, [x], mpmath.loggamma(mpf(x)))
for x in [-0.5, -1.5, -7.25, -33.3]:
    show("logGamma", 0, [x], mpmath.log(abs(mpmath.gamma(mpf(x)))))
for n in range(0, 7):
    for x in [1e-5, 0.1, 0.5, 1.0, 1.4616, 1.5, 2.0, 3.7, 9.9, 10.0, 30.0, 1e4, -0.5, -3.3, -12.7, -40.1]:
        show("polygamma", n, [x], mpmath.polygamma(n, mpf(x)))
for x in [1e-300, 1e-10, 0.01, 0.2, 0.4999, 0.5, 0.8, 1.0, 1.2, 1.3, 2.0, 3.0, 4.5, 6.0, -0.3, -1.7]:
    show("erf", 0, [x], mpmath.erf(mpf(x)))
