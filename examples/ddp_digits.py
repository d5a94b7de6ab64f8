"""Train a network of this library in PyTorch, in one process or several, each with its share of every batch

    python examples/ddp_digits.py one.safetensors
    torchrun --standalone --nproc-per-node 2 examples/ddp_digits.py two.safetensors

Both files hold the same weights. If a process dies or hangs, the others end with an error, and no file is written.
"""
import os, sys
LAUNCHER = os.getppid()  # asked first of all, as it may be killed while the rest is loaded
from datetime import timedelta
import torch
import torch.distributed as dist
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel
from digits import LR, batches, end_with_launcher, keep, new_model, options, report
from micrograd_nb.interop import to_torch

RANK,WORLD = int(os.environ.get("RANK", 0)),int(os.environ.get("WORLD_SIZE", 1))  # torchrun sets them


def train(net, steps, batch):
    "The usual loop, with a share of each batch"
    parallel = DistributedDataParallel(net) if WORLD > 1 else net
    opt = torch.optim.SGD(net.parameters(), lr=LR)
    mine = slice(RANK*batch//WORLD, (RANK + 1)*batch//WORLD)
    for step,xs,ys in batches(steps, batch):
        loss = cross_entropy(parallel(torch.tensor(xs[mine])), torch.tensor(ys[mine]))
        opt.zero_grad()
        loss.backward()  # here the gradients of all processes become their mean
        opt.step()
        if WORLD > 1: dist.all_reduce(loss.detach_())
        if RANK == 0: report(step, loss.item()/WORLD)


def agree(net):
    "Whether all processes have the same weights, in every bit"
    least,most = (torch.cat([p.detach().flatten() for p in net.parameters()]) for _ in range(2))
    dist.all_reduce(least, dist.ReduceOp.MIN)
    dist.all_reduce(most, dist.ReduceOp.MAX)
    return torch.equal(least, most)


def main():
    args = options(__doc__, lambda args: WORLD)
    torch.set_num_threads(1)
    net = to_torch(new_model())
    if WORLD == 1: train(net, args.steps, args.batch)
    else:
        end_with_launcher(LAUNCHER)
        try:
            dist.init_process_group("gloo", timeout=timedelta(seconds=args.timeout))
            train(net, args.steps, args.batch)
            if not agree(net): sys.exit("the processes ended with different weights; nothing was written")
            dist.destroy_process_group()
        except RuntimeError as e:
            sys.exit(f"process {RANK} of {WORLD}: another one has died, or was silent for {args.timeout} seconds; nothing was written\n{e}")
    if RANK == 0: keep({name: t.numpy() for name,t in net.state_dict().items()}, args.out)
    if WORLD > 1:  # all is done; while Python is taken down, a thread of PyTorch aborts the process now and then
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__": main()
