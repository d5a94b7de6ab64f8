"""Kill a training process at twenty random moments, resume each from its checkpoint, and compare with the run that was left alone: part of `make test`

Every resumed run must end with the same weights and the same history, in every bit. A checkpoint that was cut short or
in which a bit has flipped must be refused, with the model and the file left as they were.
"""
import json, os, random, signal, subprocess, sys, tempfile, time
from pathlib import Path

from micrograd_nb import MLP, accuracy, fit, moons, train_test_split

KILLS,EPOCHS = 20,40


def train(path):
    "Train, or go on if there is a checkpoint; print the end of it as JSON"
    train,test = train_test_split(*moons(60, seed=1))
    net = MLP(2, [6, 1], rng=random.Random(1))
    resume = path if path.exists() else None
    print("training", flush=True)
    history = fit(net, *train, loss="bce", epochs=EPOCHS, lr=0.05, opt="adam", schedule="one_cycle", batch_size=8, valid=test,
                  metrics=[accuracy], every=0, checkpoint=path, resume=resume)
    print(json.dumps({"weights": [p.data.hex() for p in net.parameters()], "rows": history.rows}), flush=True)


def start(path): return subprocess.Popen([sys.executable, __file__, str(path)], stdout=subprocess.PIPE, text=True)

def finish(process):
    "Wait until a training has ended; its result, and the seconds it took"
    process.stdout.readline()
    began = time.monotonic()
    out,_ = process.communicate()
    assert process.returncode == 0, f"training failed with exit status {process.returncode}"
    result = json.loads(out)
    return (result["weights"], result["rows"]),time.monotonic() - began


def killed(path, wait):
    "Kill a training after so many seconds; after how many epochs it was, or None if it was too late"
    process = start(path)
    process.stdout.readline()
    time.sleep(wait)
    process.kill()
    if process.wait() != (1 if os.name == "nt" else -signal.SIGKILL): return None
    if not path.exists(): return 0
    from micrograd_nb.files import _read
    return len(json.loads(_read(path, "checkpoint")[1]["state"])["rows"])


def refused(path, rng):
    "Damage a checkpoint in a hundred ways; each must be refused, and change nothing"
    whole,points = path.read_bytes(),moons(60, seed=1)
    net = MLP(2, [6, 1], rng=random.Random(2))
    before = [p.data for p in net.parameters()]
    for i in range(100):
        at = rng.randrange(len(whole))
        content = whole[:at] if i%2 else whole[:at] + bytes([whole[at] ^ 1 << rng.randrange(8)]) + whole[at+1:]
        path.write_bytes(content)
        try: fit(net, *points, every=0, resume=path, checkpoint=path)
        except ValueError as e: assert "damaged" in str(e), e
        else: raise AssertionError(f"a checkpoint that was damaged at byte {at} was accepted")
        assert path.read_bytes() == content and [p.data for p in net.parameters()] == before, "a refused checkpoint changed something"


def main():
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as tmp:
        undisturbed,seconds = finish(start(Path(tmp)/"undisturbed"))
        epochs = []
        while len(epochs) < KILLS:
            path = Path(tmp)/f"run{len(epochs)}"
            at = killed(path, rng.uniform(0, seconds))
            if at is None: path.unlink(); continue  # it had already ended
            epochs.append(at)
            assert finish(start(path))[0] == undisturbed, f"killed after epoch {at} and resumed, it ended elsewhere"
        refused(Path(tmp)/"undisturbed", rng)
    assert len(set(epochs)) > KILLS//4, f"the kills were all alike: {epochs}"
    print(f"killed {KILLS} times, after {', '.join(map(str, sorted(epochs)))} of {EPOCHS} epochs: each resumed to the same bits; 100 damaged files refused")


if __name__ == "__main__": train(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
