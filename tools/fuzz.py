"""Broken files and odd words, by the thousand: `python tools/fuzz.py [minutes]`, one minute if nothing is said

Each way in from outside gets inputs that the library made itself, bent byte by byte or in their structure, often with a
checksum that fits again. Either the library works and gives what the input says (an independent reader decides), or it
raises a clear error that names the file. Nothing else may happen: no error from inside, no change of the model or of the
file, no other file, no code from data, no gigabyte, no standstill. The first executions are the same in every run; an
input that broke something is kept in tools/corpus/ and comes first ever after.
"""
import contextlib, copy, io, json, os, random, resource, shutil, signal, stat, subprocess, sys, tempfile, time
from collections import Counter
from hashlib import sha256
from pathlib import Path

os.environ["TQDM_DISABLE"] = "1"
import numpy as np
from micrograd_nb import cli, files, machine
from micrograd_nb.all import MLP, Linear, Sequential, fit, moons
from report import row

CORPUS = Path(__file__).resolve().parent/"corpus"
TMP = Path(tempfile.mkdtemp()).resolve()
SECONDS,ROOM = 10,1 << 30  # for one execution; and bytes beyond those in use at the start
CLEAR = (ValueError, TypeError, FileNotFoundError, IsADirectoryError, PermissionError, OSError)  # these, and no kin such as UnicodeDecodeError
done,errors = Counter(),Counter()


class Broken(AssertionError): "What must not happen"
class Slow(BaseException): "An execution takes too long"


# What data must not do ---------------------------------------------------------------------------------------------

heard = None  # what the audit hook noticed; None while nobody listens
CHANGES = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "shutil.rmtree"}
RUNS = {"os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "subprocess.Popen", "pickle.find_class", "ctypes.dlopen", "socket.connect", "webbrowser.open"}

def inside(path): return str(os.path.abspath(os.fsdecode(path))).startswith(f"{TMP}/")

def listen(event, args):
    "Python tells of every file that is opened for writing, and of all that is run"
    if heard is None: return
    bad = event in RUNS
    if event == "exec": bad = getattr(args[0], "co_filename", "<")[0] == "<"  # a module has a file
    if event == "compile": bad = not os.path.isfile(args[1] or "") or inside(args[1])
    if event == "open" and isinstance(args[0], (str, bytes)): bad = args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not inside(args[0])
    if event in CHANGES: bad = isinstance(args[0], (str, bytes, os.PathLike)) and not inside(args[0])
    if bad: heard.append(f"{event} {args!r:.200}")

def too_slow(*_): raise Slow(f"not done after {SECONDS} seconds")

def same(a, b): return np.shape(a) == np.shape(b) and bool(np.all((np.asarray(a) == b) | (np.asarray(a) != a) & (np.asarray(b) != b)))
def state(model): return {name: copy.copy(x.data) for name,x in model.named_values().items()}
def alike(one, two): return one.keys() == two.keys() and all(same(one[n], two[n]) for n in one)


# Bending -----------------------------------------------------------------------------------------------------------

ODD = (None, True, False, -1, 0, 1, 3, 255, 2**31, 2**53, 2**62, 2**63, 2**64, 10**400, 0.5, -0.0, 1e308, -1e308, 5e-324, float("nan"), float("inf"),
       "", "a", "\0", "\ud800", "\u202e", "x"*5000, "F16", "BF16", "F8_E4M3", "I64", "U8", "BOOL", "C64", "F4", "nan", "sha256", "kind", "version",
       [], {}, [[]], [0], [0, 0], [0, 8], [8, 0], [0, 2**62], [0, 2**63], [2**32, 2**32], [0, 2**64], [3, [1]*625, None], {"a": 1}, [None], [{"epoch": 0}])

def nested(n): return "["*n + "]"*n

def places(x, at=()):
    "The ways to all that is inside of a JSON value"
    yield at
    for k,inner in (x.items() if isinstance(x, dict) else enumerate(x) if isinstance(x, list) else ()):
        yield from places(inner, (*at, k))

def bend(rng, x, times=None):
    "A JSON value with one change or a few: other values, less, more, what stands elsewhere"
    x = copy.deepcopy(x)
    for _ in range(times or rng.choice((1, 1, 1, 2, 5))):
        ways = list(places(x))
        way = rng.choice([w for w in ways if len(w) < 3] if rng.random() < 0.5 else ways)  # many are deep inside
        if not way: continue
        box = x
        for k in way[:-1]: box = box[k]
        k = way[-1]
        how = rng.randrange(6)
        if how == 0: del box[k]
        elif how == 1 and isinstance(box, dict): box[rng.choice(("", "a", "sha256", "state.m.layers.0", "\0", str(k) + "x"))] = box[k]
        elif how == 1: box.insert(k, copy.deepcopy(box[k]))
        elif how == 2 and isinstance(box[k], (int, float)) and abs(box[k]) < 1e300: box[k] = rng.choice((box[k] + 1, box[k] - 1, -box[k], float(box[k]), str(box[k]), 8*box[k]))
        elif how == 3 and isinstance(box, dict): box[k] = copy.deepcopy(box[rng.choice(list(box))])
        else: box[k] = copy.deepcopy(rng.choice(ODD))
    return x

def text(rng, x):
    "JSON, sometimes as no writer would write it: keys twice, deep nesting, bytes that are no UTF-8"
    said = json.dumps(x, ensure_ascii=rng.random() < 0.7)
    how = rng.randrange(12)
    if how == 0 and said[0] == "{" and len(said) > 2: said = said[:-1] + "," + said[1:]
    if how == 1: said = said.replace(rng.choice(("1", "0", "[]", '"F64"')), nested(rng.choice((50, 200, 9_000))), 1)
    said = said.encode("utf-8", "surrogatepass")
    if how == 2: said = said.replace(b"a", bytes([rng.randrange(128, 256)]), 1)
    if how == 3: said = rng.choice((b"\xef\xbb\xbf", b" "*9, b"\0")) + said
    return said

def bytewise(rng, content):
    "Flipped, cut, doubled, swapped, filled, and numbers that mean lengths"
    content = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 8))):
        at,n = rng.randrange(len(content) + 1),rng.choice((1, 1, 2, 8, 64))
        how = rng.randrange(8)
        if how == 0 and content: content[at % len(content)] ^= 1 << rng.randrange(8)
        elif how == 1: del content[at:at + n]
        elif how == 2: del content[at:]
        elif how == 3: content[at:at] = content[at:at + n]
        elif how == 4: content[at:at + n] = rng.randbytes(n)
        elif how == 5: content[at:at + n] = rng.choice((b"\0", b"\xff", b'"', b"{", b"\n", b"9"))*n
        elif how == 6: content[at:at + 8] = rng.choice((0, 1, 2**31, 2**32, 2**63, 2**64 - 1, len(content))).to_bytes(8, "little")
        elif how == 7: content[:8] = rng.choice((0, 1, 8, 2**26, 10**8, 2**31, 2**62, 2**64 - 1, max(0, len(content) - 8), len(content))).to_bytes(8, "little")
    return bytes(content)


# Safetensors -------------------------------------------------------------------------------------------------------

KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "u1", "BOOL": "?"}

def apart(content):
    "The header of a safetensors file and its numbers"
    n = int.from_bytes(content[:8], "little")
    return json.loads(content[8:8 + n]),content[8 + n:]

def together(header, body): return len(header).to_bytes(8, "little") + header + body

def says(content):
    "What a safetensors file says, read by what its specification says, and not by the library that reads it for us"
    header,body = apart(content)
    header.pop("__metadata__", None)
    return {name: np.frombuffer(body[slice(*x["data_offsets"])], KINDS[x["dtype"]]).reshape(x["shape"]) for name,x in header.items()}

def sealed(arrays, words):
    "A file with these words, and a checksum that fits"
    from safetensors.numpy import save
    return save(arrays, metadata={"micrograd_nb": json.dumps({**words, "sha256": files._checksum(arrays, words)})})

def bent_file(rng, content):
    "Bytes changed, or the header; or the words inside, or the arrays, with a new checksum"
    how = rng.choice((0, 1, 2, 3, 3, 4, 4))
    if how == 0: return bytewise(rng, content)
    try: header,body = apart(content)
    except ValueError: return bytewise(rng, content)
    if how == 1: return together(text(rng, bend(rng, header)), body)
    if how == 2:  # a file from elsewhere
        header.pop("__metadata__", None)
        if rng.random() < 0.3: header["__metadata__"] = bend(rng, {"format": "pt", "b": "c"})
        return together(text(rng, bend(rng, header, 1)), bytewise(rng, body) if rng.random() < 0.2 else body)
    arrays,words = says(content),json.loads((header.get("__metadata__") or {}).get("micrograd_nb", '{"version": 1, "kind": "model"}'))
    words.pop("sha256", None)
    if how == 3 and "state" in words:
        inner = bend(rng, json.loads(words["state"]))
        words["state"] = json.dumps(inner).replace('"sgd"', nested(9_000)) if rng.random() < 0.05 else json.dumps(inner)
    elif how == 3:
        words = bend(rng, {"w": words}).get("w") if rng.random() < 0.8 else words
        if not isinstance(words, dict):
            return together(json.dumps({**header, "__metadata__": {"micrograd_nb": json.dumps(words)}}).encode(), body)
        if rng.random() < 0.1: return together(json.dumps({**header, "__metadata__": {"micrograd_nb": nested(9_000)}}).encode(), body)
    else:
        name = rng.choice(sorted(arrays)) if arrays else "w"
        a = arrays.pop(name, np.zeros(2))
        arrays[rng.choice((name, name, name, "w", "", "a\0", "best." + name))] = [
            lambda: a.astype(rng.choice(sorted(KINDS.values()))), lambda: a.reshape(-1), lambda: a[None], lambda: a*np.nan, lambda: a*0 + 1e308,
            lambda: np.zeros((0, 3)), lambda: np.zeros(rng.choice((1, 2, 300_000))), lambda: a + np.inf, lambda: a > 0][rng.randrange(9)]()
    with np.errstate(all="ignore"): return sealed({n: np.ascontiguousarray(x) for n,x in arrays.items()}, words)

def nets():
    rng = random.Random(0)
    return {b"mlp": MLP(2, [3, 1], rng=rng), b"sequential": Sequential(Linear(2, 3, rng=np.random.default_rng(0)), Linear(3, 1, rng=np.random.default_rng(1)))}

def models():
    for kind,net in nets().items():
        files.save(net, TMP/"seed")
        yield kind + b":" + (TMP/"seed").read_bytes()

def load_model(content, folder):
    "Load a file into a network; it must get what the file says"
    kind,_,content = content.partition(b":")
    net,path = nets().get(kind) or nets()[b"mlp"],folder/"given.safetensors"
    path.write_bytes(content)
    before = state(net)
    yield path,lambda: alike(before, state(net))
    files.load(net, path)
    there = says(content)
    if not alike({n: x for n,x in there.items() if n.rpartition(".")[2] != "num_batches_tracked"}, state(net)): raise Broken("the numbers are not those of the file")

def bent_model(rng, content):
    kind,_,content = content.partition(b":")
    return kind + b":" + bent_file(rng, content)

EPOCHS = 3
def trainings(): return (dict(opt="adam", batch_size=5), dict(opt="sgd", valid=moons(6, seed=2)), dict(opt="adam", batch_size=4, clip=1.0, metrics=["accuracy"], patience=2))

def train(net, n, epochs=EPOCHS, **how): return fit(net, *moons(12, seed=1), loss="bce", epochs=epochs, lr=0.05, every=0, **trainings()[n], **how)

def checkpoints():
    for n in range(3):
        train(nets()[b"mlp"], n, checkpoint=TMP/"seed")
        yield b"%d:" % n + (TMP/"seed").read_bytes()

def resume(content, folder):
    "Go on with a training that has ended, or had an epoch to go; the weights must be those of the file"
    n,_,content = content.partition(b":")
    net,path = nets()[b"mlp"],folder/"given.safetensors"
    path.write_bytes(content)
    before,n = state(net),int(n) if n in (b"0", b"1", b"2") else 0
    yield path,lambda: alike(before, state(net))
    try: history = train(net, n, resume=path)
    except FloatingPointError: return "FloatingPointError"  # the numbers of the file are out of hand, and that is what it says
    inner = json.loads(json.loads(apart(content)[0]["__metadata__"]["micrograd_nb"])["state"])
    repr(history), history.losses, history.best_epoch
    if len(inner["rows"]) == EPOCHS and n < 2:  # with patience, it goes back to the best
        there = {name.removeprefix("model."): x for name,x in says(content).items() if name.startswith("model.")}
        if not alike(there, state(net)) or history.rows != inner["rows"] and inner["rows"] == inner["rows"]: raise Broken("the run is not that of the file")


# The cache of machine code -----------------------------------------------------------------------------------------

PROGRAM,MADE,FRESH = "define void @f() { ret void }",bytes(range(256))*3,b"made by the compiler"

def caches():
    folder = TMP/"seed.cache"
    os.environ["MICROGRAD_NB_CACHE"] = str(folder)
    file = machine._file_of(PROGRAM)
    machine._keep(file, MADE)
    whole = file.read_bytes()
    shutil.rmtree(folder)
    yield whole
    machine._keep(machine._file_of("another program"), MADE[::-1])  # a whole file, under the name of another
    yield next(folder.iterdir()).read_bytes()

def from_cache(content, folder):
    "Look for machine code; what is not as it was written counts as not there, and is written anew"
    os.environ["MICROGRAD_NB_CACHE"] = str(folder)
    file,whole = machine._file_of(PROGRAM),next(caches_made)
    file.write_bytes(content)
    machine._known.clear()
    machine._compiled = lambda code: FRESH
    yield None,lambda: True
    made,came = machine._machine_code(PROGRAM)
    if content == whole and (made, came) != (MADE, "file"): raise Broken("a whole file was not used")
    if content != whole and (made, came) != (FRESH, "compiler"): raise Broken("a damaged file would have been executed")
    if content != whole and machine._kept(file) != FRESH: raise Broken("a damaged file was not replaced")
    file.unlink()
    return "works" if content == whole else "compiled anew"

def odd_files():
    "What is no plain file of ours, under the name of one: never read, never waited for"
    os.environ["MICROGRAD_NB_CACHE"] = str(TMP/"odd")
    (TMP/"odd").mkdir()
    machine._compiled = lambda code: FRESH
    file = machine._file_of(PROGRAM)
    machine._keep(file, MADE)
    whole = file.read_bytes()
    def put(): file.write_bytes(whole)
    def not_ours():
        put()
        os.chown(file, 12345, 12345)
    def for_all():
        put()
        file.chmod(0o666)
    kinds = {"a folder": lambda: file.mkdir(), "a pipe": lambda: os.mkfifo(file), "a link to itself": lambda: file.symlink_to(file),
             "a link to an endless device": lambda: file.symlink_to("/dev/zero"), "that anyone may write": for_all}
    if os.getuid() == 0: kinds["of somebody else"] = not_ours
    else: print("SKIPPED a cached file of somebody else: only root can make one")
    for what,make in kinds.items():
        file.unlink()
        make()
        machine._known.clear()
        signal.alarm(SECONDS)
        try: assert machine._machine_code(PROGRAM) == (FRESH, "compiler"), f"machine code was taken from a file: {what}"
        finally: signal.alarm(0)
        if file.is_dir(): file.rmdir()
        done["odd files"] += 1
        if not file.exists() and not file.is_symlink(): put()
    shutil.rmtree(TMP/"odd")


# The command line --------------------------------------------------------------------------------------------------

NUMBERS = ("0", "1", "-1", "2", "8", "9", "-0", "1e3", "0x10", "1_0", " 3 ", "٣", "", "nan", "inf", "-inf", "1e308", "1e-320", "1e999", "9"*5000, "x", "\0", "3.5", "None", "\udcff", "a\nb", "\x1b[2J")
WORDS = ("train", "tutorial", "serve", "--", "-", "-h", "--out", "--resume", "--force", "--data", "--port", "@file", "--data=moons", "--da", "\0", "\udcff", "a\nb: c", "\x1b[2Jx", "🦊", "x"*5000, "--epochs=1")
OPTIONS = {"data": ("moons", "line", "xor", "sine", "blobs", "moon", "", "__init__", "a\nb"), "points": NUMBERS, "noise": NUMBERS, "layers": (*NUMBERS, "2,2", "2,,2", "2;2", ",", "1,"*50 + "1", "2,-2"),
           "act": ("relu", "gelu", "tanh", "__class__"), "init": ("xavier", "he", "zeros", "x"), "opt": ("sgd", "adam", "adma", "{}"), "lr": NUMBERS, "schedule": ("constant", "one_cycle", "cosine", "%s"),
           "batch-size": (*NUMBERS, "9"*400), "epochs": ("0", "1", "2", "-1", "x", "1e3", ""), "seed": (*NUMBERS, "9"*400), "out": ("", "\0", "x"*300, "no/such", "/dev/null", "\udcff", "a\nb")}

def commands():
    yield json.dumps(["train", "--epochs", "1", "--points", "8", "--layers", "2"]).encode()
    yield json.dumps(["tutorial", "nowhere"]).encode()

def bent_command(rng, content):
    words = ["train", "--epochs", "1", "--points", "8", "--layers", "2"]
    for name in rng.sample(sorted(OPTIONS), rng.choice((1, 1, 1, 2, 3))): words += [f"--{name}", rng.choice(OPTIONS[name])]
    if rng.random() < 0.3: words.insert(rng.randrange(len(words) + 1), rng.choice(WORDS))
    if rng.random() < 0.1: words = ["tutorial", *rng.choices((*WORDS, *NUMBERS), k=rng.randrange(3))]
    if rng.random() < 0.05: words = [*rng.choices(WORDS, k=rng.randrange(4)), *words[1:7]]
    return json.dumps(words).encode()

def call(words):
    "The command in this process: exit status, and what it prints on either side"
    out,err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors=e, newline="\n") for e in ("strict", "backslashreplace"))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try: status = cli.main(words)
        except SystemExit as e: status = e.code
    for f in (out, err): f.flush()
    return status,*(f.buffer.getvalue().decode() for f in (out, err))

def judge(status, err):
    if status not in (0, 1, 2): raise Broken(f"exit status {status!r}")
    if err.count("\n") != (status != 0) or not err.isprintable() and not err[:-1].isprintable(): raise Broken(f"exit status {status}, and on stderr {err[:300]!r}")
    return "works" if status == 0 else f"exit status {status}"

def command(content, folder):
    "Whatever the words are: done, or one line on stderr and the status 1 or 2"
    words = [str(w) for w in json.loads(content)]
    os.chdir(folder)
    yield None,lambda: True
    status,_,err = call(words)
    for p in list(folder.iterdir()): shutil.rmtree(p) if p.is_dir() else p.unlink()  # --out makes a folder
    return judge(status, err)

RUN = ["train", "--epochs", "2", "--points", "8", "--layers", "2", "--out", "run"]

def runs():
    os.chdir(TMP)
    call(RUN)
    yield (TMP/"run/settings.json").read_bytes()

def settings(content, folder):
    "A run that is gone on with, beside settings.json in any state"
    shutil.copytree(TMP/"run", folder/"run")
    path = folder/"run/settings.json"
    path.write_bytes(content)
    os.chdir(folder)
    yield path,lambda: True
    status,_,err = call([*RUN, "--resume"])
    verdict = judge(status, err)
    if status == 0 and json.loads(content) != json.loads((TMP/"run/settings.json").read_bytes()):
        chosen,said = json.loads((TMP/"run/settings.json").read_bytes()),dict(json.loads(content))
        if any(said.get(k) != x for k,x in chosen.items()): raise Broken("a run with other settings was gone on with")
    if path.read_bytes() != content: raise Broken("settings.json has changed")
    shutil.rmtree(folder/"run")
    return verdict

def bent_settings(rng, content): return bytewise(rng, content) if rng.random() < 0.4 else text(rng, bend(rng, json.loads(content)))

def in_processes():
    "What only a real command line has: bytes that are no text, an encoding that cannot show all, a pipe that is closed"
    code = "import sys; from micrograd_nb.cli import main; sys.exit(main())"
    short = [b"train", b"--epochs", b"1", b"--points", b"8", b"--layers", b"2"]
    cases = [([*short, b"--data", b"\xff\xfe"], {}), ([*short, b"--out", b"\xff"], {}), ([*short, b"--out", "🦊".encode()], {"PYTHONIOENCODING": "ascii"}),
             ([b"tutorial", b"\xff\n\xfe"], {"PYTHONIOENCODING": "ascii"}), ([*short, b"--noise", b"1e308"], {}), ([*short, b"--out", b"plain", b"--force"], {})]
    for words,env in cases:
        p = subprocess.run([sys.executable, "-c", code, *words], cwd=TMP, capture_output=True, env={**os.environ, **env}, timeout=120)
        try: judge(p.returncode, p.stderr.decode())
        except Broken as e: raise Broken(f"micrograd-nb {words}: {e}") from None
        done["processes"] += 1


# One execution, and many -------------------------------------------------------------------------------------------

TARGETS = {  # name -> inputs to begin with, how to bend one, what to do with it
    "model": (models, bent_model, load_model), "checkpoint": (checkpoints, bent_model, resume), "cache": (caches, bytewise, from_cache),
    "command": (commands, bent_command, command), "settings": (runs, bent_settings, settings)}

def execute(name, content):
    "Give an input to a target, and look at all that must hold; the kind of its end"
    global heard
    folder = Path(tempfile.mkdtemp(dir=TMP))
    attempt = TARGETS[name][2](content, folder)
    path,unchanged = next(attempt)
    given = path and path.read_bytes()
    heard = []
    signal.alarm(SECONDS)
    try:
        try: next(attempt)
        except StopIteration as e: end = e.value or "works"
        except CLEAR as e:
            if type(e) not in CLEAR: raise Broken(f"{e!r:.300}") from e
            if path and path.name not in str(e): raise Broken(f"the message does not name the file: {e!r:.300}") from e
            if not unchanged(): raise Broken(f"it changed the model, and then failed: {e!r:.300}") from e
            end = type(e).__name__
        except (KeyboardInterrupt, Broken): raise
        except BaseException as e: raise Broken(f"{e!r:.300}") from e
        finally: signal.alarm(0)
        said,heard = heard,None
        if said: raise Broken(f"data made it do this: {said[:3]}")
        left = sorted(p for p in folder.rglob("*") if p.is_file())
        if left != ([path] if path and path.exists() else []): raise Broken(f"files that nobody asked for: {[p.name for p in left]}")
        if path and path.exists() and path.read_bytes() != given: raise Broken("the file given has changed")
    finally:
        heard = None
        os.chdir(TMP)
        shutil.rmtree(folder)
    return end

def main(minutes):
    global caches_made
    signal.signal(signal.SIGALRM, too_slow)
    sys.addaudithook(listen)
    seeds = {name: list(make()) for name,(make,_,_) in TARGETS.items()}
    def forever(x):
        while True: yield x
    caches_made = forever(seeds["cache"][0])
    cli._write_results = lambda out, *rest: []  # pictures are for `in_processes`
    for name in TARGETS:  # what is imported late is imported now
        for content in seeds[name][:1]: assert execute(name, content) == "works" or name == "command"
    used = int(Path("/proc/self/statm").read_text().split()[0])*resource.getpagesize() if Path("/proc/self/statm").exists() else None
    if used: resource.setrlimit(resource.RLIMIT_AS, (used + ROOM, resource.getrlimit(resource.RLIMIT_AS)[1]))
    else: print("SKIPPED the limit of memory: there is no /proc here")
    finds = {}
    def judged(name, content, file=None):
        done[name] += 1
        try: errors[f"{name}: {execute(name, content)}"] += 1
        except Broken as e:
            why = str(e)
            if (name, why[:60]) in finds: return
            finds[name, why[:60]] = f"{name}: {why}"
            file = file or CORPUS/f"{name}-{sha256(content).hexdigest()[:8]}"
            if len(content) < 20_000: file.write_bytes(content)
            print(f"FAILED {finds[name, why[:60]]} ({file.name})", flush=True)
    for file in sorted(CORPUS.iterdir()): judged(file.name.partition("-")[0], file.read_bytes(), file)
    replayed = sum(done.values())
    odd_files()
    for name,(_,bent,_) in TARGETS.items():
        rng,end = random.Random(name),time.monotonic() + 60*minutes/len(TARGETS)
        for content in seeds[name]: judged(name, content)
        n = 0
        while time.monotonic() < end and (n := n + 1):
            content = bent(rng, rng.choice(seeds[name]))
            judged(name, content)
    if used: resource.setrlimit(resource.RLIMIT_AS, (resource.getrlimit(resource.RLIMIT_AS)[1],)*2)
    in_processes()
    for name,n in sorted(errors.items()): print(f"  {name}: {n:,}")
    if finds: sys.exit(f"{len(finds)} finds, kept in {CORPUS.name}/")
    each = ", ".join(f"{n:,} {name}" for name,n in done.items())
    row("broken files and odd words", sum(done.values()), f"each worked, or was refused in one clear sentence ({each}; {replayed} old finds first)", executions=sum(done.values()))


if __name__ == "__main__":
    try: main(float(sys.argv[1]) if sys.argv[1:] else 1)
    finally: shutil.rmtree(TMP, ignore_errors=True)
