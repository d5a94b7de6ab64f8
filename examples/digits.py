"""What the examples of this folder share: the digits, a network of this library, the batches, the options, and the file at the end"""
import argparse, os, threading, time
import numpy as np
from sklearn.datasets import load_digits
from micrograd_nb import Flatten, Linear, Sequential, save
from micrograd_nb.functions import relu

LR = 0.5


def new_model():
    "A small network of this library, always with the same weights"
    rng = np.random.default_rng(0)
    return Sequential(Flatten(), Linear(64, 32, rng=rng), relu, Linear(32, 10, rng=rng))


def batches(
    steps, # How many
    batch, # Examples in each, for all workers together
):
    "The same batches for whoever asks: the number of the step, the pictures, the digits"
    digits = load_digits()
    xs,ys,rng = (digits.images/16)[:, None],digits.target,np.random.default_rng(1)
    for step in range(steps):
        chosen = rng.choice(len(xs), batch, replace=False)
        yield step,xs[chosen],ys[chosen]


def report(step, loss):
    "Say how it goes, now and then"
    if step%10 == 0: print(f"step {step}: loss {loss:.4f}", flush=True)


def keep(weights, path):
    "Write the weights, arrays by name, as a model of this library: wholly or not at all"
    model = new_model()
    model.load_state_dict(weights)
    save(model, path)


def end_with_launcher(launcher):
    "A worker whose launcher, the process of this number, was killed ends within a second, instead of working on unseen"
    def watch():
        while os.getppid() == launcher: time.sleep(0.5)
        os.write(2, b"the launcher is gone, so this worker ends; nothing was written\n")
        os._exit(1)
    threading.Thread(target=watch, daemon=True).start()


def options(
    about,   # What the program does
    workers, # How many workers share a batch: a function of the options
    **more,  # Further options: the default and what it means, for each
):
    "What is said on the command line"
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", help="where to write the weights; the usual ending is .safetensors")
    for name,(default,about) in dict(steps=(41, "batches to train on"), batch=(64, "examples in a batch, for all workers together"),
                                     timeout=(15, "seconds to wait for another process before giving up"), **more).items():
        parser.add_argument(f"--{name}", type=type(default), default=default, help=f"{about}; default: {default}")
    args = parser.parse_args()
    if args.batch%workers(args):
        parser.error(f"a batch of {args.batch} examples cannot be shared equally by {workers(args)} workers; take a multiple, with --batch")
    return args
