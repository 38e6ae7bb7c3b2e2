# SPDX-License-Identifier: Apache-2.0
# torch.autograd.grad of several outputs y with seeds v with respect to several inputs x, zero where nothing depends on
# an input. In the dialect of TorchScript archives; packed at run time, so there is nothing to rebuild after an edit.
# CREATE_GRAPH is replaced by True where the gradient is to be differentiated again.
def forward(self: __torch__.Program, y: List[Tensor], x: List[Tensor], v: List[Tensor]) -> List[Tensor]:
  ys = annotate(List[Tensor], [])
  seeds = annotate(List[Optional[Tensor]], [])
  for i in range(torch.len(y)):
    if ops.prim.requires_grad(y[i]):
      _0 = torch.append(ys, y[i])
      _1 = torch.append(seeds, v[i])
    else:
      pass
  xs = annotate(List[Tensor], [])
  for i in range(torch.len(x)):
    if ops.prim.requires_grad(x[i]):
      _2 = torch.append(xs, x[i])
    else:
      pass
  if torch.gt(torch.mul(torch.len(ys), torch.len(xs)), 0):
    grads = torch.autograd.grad(ys, xs, seeds, True, CREATE_GRAPH, True)
  else:
    grads = annotate(List[Optional[Tensor]], [])
  out = annotate(List[Tensor], [])
  k = 0
  for i in range(torch.len(x)):
    if torch.__and__(ops.prim.requires_grad(x[i]), torch.lt(k, torch.len(grads))):
      found : Optional[Tensor] = grads[k]
      k0 = torch.add(k, 1)
    else:
      found = annotate(Optional[Tensor], None)
      k0 = k
    if torch.__is__(found, None):
      gradient = torch.zeros_like(x[i])
    else:
      gradient = unchecked_cast(Tensor, found)
    _3 = torch.append(out, gradient)
    k = k0
  return out
