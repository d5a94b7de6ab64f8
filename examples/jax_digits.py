"""Train a network of this library in JAX, on one device or several, each with its share of every batch

    python examples/jax_digits.py one.safetensors --devices 1
    python examples/jax_digits.py eight.safetensors
    python examples/jax_digits.py two.safetensors --processes 2 --devices 4

All files hold the same weights. The devices are parts of this machine's processor. Several processes are started from
here and watched; if one dies or hangs, the others are stopped, and no file is written. On several machines, start one
process on each, with --process 0, 1, ... and the --address of process 0, which is host:port.
"""
import os, random, signal, socket, subprocess, sys, time
from digits import LR, batches, end_with_launcher, keep, new_model, options, report


def train(model, steps, batch):
    "Train on all devices of all processes; the weights by name"
    import jax
    from jax.sharding import Mesh, NamedSharding, PartitionSpec as P
    from micrograd_nb.interop import to_jax
    f,params = to_jax(model)
    mesh = Mesh(jax.devices(), ("data",))
    shares,copies = NamedSharding(mesh, P("data")),NamedSharding(mesh, P())
    def place(a, how): return jax.make_array_from_callback(a.shape, how, a.__getitem__)

    def cross_entropy(params, xs, ys):
        logs = jax.nn.log_softmax(f(params, xs))
        return -(logs*jax.nn.one_hot(ys, 10)).sum(1).mean()

    @jax.jit  # as if for one device: JAX sees where the arrays lie, and adds the all-reduce
    def step(params, xs, ys):
        loss,grads = jax.value_and_grad(cross_entropy)(params, xs, ys)
        return loss,{name: p - LR*grads[name] for name,p in params.items()}

    params = {name: place(p, copies) for name,p in params.items()}
    for n,xs,ys in batches(steps, batch):
        loss,params = step(params, place(xs, shares), place(ys, shares))
        if jax.process_index() == 0: report(n, float(loss))
    return params


def agree(params):
    "Whether all devices of all processes have the same weights, in every bit"
    import numpy as np
    from jax.experimental.multihost_utils import process_allgather
    copies = [np.concatenate([np.ravel(shard.data) for shard in copy]) for copy in zip(*(p.addressable_shards for p in params.values()))]
    return (process_allgather(np.stack(copies)) == copies[0]).all()


def work(args):
    "One process: all there is, or the number `process` of several"
    os.environ["XLA_FLAGS"] = f"--xla_force_host_platform_device_count={args.devices}"  # JAX reads it when it is imported
    import jax, numpy as np
    jax.config.update("jax_platforms", "cpu")
    jax.config.update("jax_enable_x64", True)
    if args.processes > 1:
        jax.distributed.initialize(args.address, args.processes, args.process, initialization_timeout=2*args.timeout,
                                   heartbeat_timeout_seconds=args.timeout, shutdown_timeout_seconds=args.timeout,
                                   coordinator_bind_address=args.address)
    params = train(new_model(), args.steps, args.batch)
    if not agree(params): sys.exit("the devices ended with different weights; nothing was written")
    if jax.process_index() == 0: keep({name: np.asarray(p) for name,p in params.items()}, args.out)


def reserve():
    "A port of this machine for process 0, and the socket that keeps other launchers away from it while it is open"
    for port in random.sample(range(20000, 30000, 2), 100):  # below the ports that systems give away by themselves
        try:
            with socket.socket() as free: free.bind(("127.0.0.1", port))
            sign = socket.socket()
            sign.bind(("127.0.0.1", port + 1))
            return port,sign
        except OSError: pass
    sys.exit("found no free port in 100 attempts")


def launch(args):
    "Start all processes, and stop them all when one fails"
    port,sign = reserve()
    command = [sys.executable, __file__, *sys.argv[1:], "--address", f"127.0.0.1:{port}", "--launcher", str(os.getpid())]
    workers = [subprocess.Popen([*command, "--process", str(i)]) for i in range(args.processes)]
    try:
        codes = [None]
        while None in codes and not any(codes):
            time.sleep(0.1)
            codes = [worker.poll() for worker in workers]
        for i,code in enumerate(codes):
            if code:
                how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit status {code}"
                sys.exit(f"process {i} of {args.processes} {how}; the others are stopped, and nothing was written")
    finally:
        for worker in workers: worker.kill()
        for worker in workers: worker.wait()
        sign.close()


def main():
    args = options(__doc__, lambda args: args.processes*args.devices, devices=(8, "devices of each process"), processes=(1, "how many processes"),
                   process=(-1, "the number of this process, where they are started by hand"), address=("", "where process 0 listens"),
                   launcher=(0, "number of the process that started this one, and with which it ends"))
    if args.launcher: end_with_launcher(args.launcher)
    if args.processes > 1 and args.process < 0: launch(args)
    else: work(args)


if __name__ == "__main__": main()
