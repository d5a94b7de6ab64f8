"""How fast is it? The same work for every engine, in turns, in one run: `make bench`, or `python benchmarks/bench.py --help`

Each engine runs in a process of its own. First all must come to the same numbers; an engine that does not is a failure,
and no time of it is taken. Then they take turns: in each round each makes steps for some milliseconds. Then all processes
are started anew, twice, as one can be lucky with where its memory lies. A result is the median over all rounds; what is
compared is its ratio to that of another engine in the same run, with an interval that holds 95% of what comes out when
first the processes and then their rounds are drawn again at random (a bootstrap). With one thread all stay on one
core, and the processor's time counts, which leaves out what others do on a shared machine; with all threads it is the
time of the clock. Whole programs (`starts`, `training`) are new processes, with one thread.

Workloads are in scalars.py, tensors.py, programs.py and starts.py; an engine that a workload leaves out has a reason there.
"""
import argparse, gc, json, os, platform, re, resource, shutil, statistics, subprocess, sys, tempfile, time
from array import array
from datetime import date
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = {"value": "Values", "paused": "Values, collector paused", "llvm": "compiled (llvm)", "fast": "compiled (llvm, sums in any order)", "jit_numpy": "compiled (numpy)", "jit_python": "compiled (python)",
         "tensor": "Tensors", "grad": "grad", "package": "import micrograd_nb alone", "micrograd": "micrograd", "numpy": "NumPy by hand", "python": "Python alone",
         "torch": "PyTorch, eager", "jax": "JAX, jitted", "tinygrad": "tinygrad, jitted", "autograd": "autograd", "mygrad": "MyGrad"}
OURS = ("value", "paused", "llvm", "fast", "jit_numpy", "jit_python", "tensor", "grad", "package")
NEEDS = {"llvm": "llvmlite", "fast": "llvmlite", "micrograd": "micrograd", "torch": "torch", "jax": "jax", "tinygrad": "tinygrad", "autograd": "autograd", "mygrad": "mygrad"}
MODULES = {name: module for module,names in dict(scalars=("moons", "wide", "images", "chain", "drawing"), tensors=("2-16-2", "64-128-10", "784-256-10", "convolutional"),
                                                programs=("training", "names"), starts=("import", "first")).items() for name in names}
QUICK = {"moons": ("llvm", "value", "tensor", "numpy", "micrograd", "torch", "jax"), "64-128-10": ("tensor", "numpy", "torch", "jax"),
         "chain": ("value", "micrograd", "python"), "import": ("python", "package", "value", "tensor", "numpy", "micrograd")}
WIDTHS,GROWN = (4, 16, 64, 256),("value", "llvm", "tensor", "micrograd", "numpy", "torch", "jax", "tinygrad", "autograd", "mygrad")
MEMORY = ("value", "tensor", "micrograd", "torch", "autograd", "mygrad")
LIMITS = {"package": 0.1, "value": 0.25}  # seconds that an import may take: beyond the interpreter, and in all
SLOWER = 1.25  # how much a guarded ratio may grow
TURN = 0.02  # seconds of steps in a round
SETS = 3  # how often all processes of a measurement are started


# One engine, in a process of its own -------------------------------------------------------------------------------------

def workload(name): return import_module(MODULES[name]).WORKLOADS[name]

def clock():
    "Processor's time with one thread, that of the processes that it started included; else the clock"
    if "OMP_NUM_THREADS" not in os.environ: return time.perf_counter()
    done = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + done.ru_utime + done.ru_stime

def work(name, engine):
    "Say the first numbers and their seconds, and then, for each line that comes in (a number of seconds), the seconds of a step"
    say = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no answer
    spec = workload(name)
    make,units,few = spec["engines"][engine],spec.get("units", {}),2 if "few" in spec else 1
    step,read = make(*spec.get("few", spec["data"])())
    start = clock()
    out = step()
    seconds = clock() - start
    with tempfile.NamedTemporaryFile(delete=False) as f:
        parts = [array("d", map(float, part)) for part in read(out)]
        for part in parts: part.tofile(f)
    print(json.dumps([f.name, [len(part) for part in parts], seconds]), file=say, flush=True)
    units,repeats = units.get(engine, units.get("", 1)),None
    if units > few: step,_ = make(*spec["data"]())
    if not spec.get("whole"):
        step()
        start = clock()
        step()
        seconds = clock() - start  # without what is compiled or cached at first
    gc.collect(); gc.freeze()  # what the libraries have loaded need not be searched again in each round
    for line in sys.stdin:
        if not repeats: repeats = 1 if seconds > float(line) else fitting(step, float(line))
        gc.collect()
        start = clock()
        for _ in range(repeats): step()
        print((clock() - start)/repeats/units, file=say, flush=True)

def fitting(step, limit):
    "How many steps fit into so many seconds"
    n = 1
    while True:
        start = clock()
        for _ in range(n): step()
        took = clock() - start
        if took > limit/4: return max(1, round(n*limit/took))
        n *= 2

def peak():
    "The most bytes that this process has had so far"
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss*(1 if sys.platform == "darwin" else 1024)

def grown(engine, width):
    "One point of the curves: seconds until the first result, seconds of a step and megabytes at the most, for two moons with layers of this width"
    from scalars import MOONS, points
    MOONS[engine](*points(2))[0]()  # imports, and what a library sets up once, are not counted
    data = points(width)
    before,start = peak(),time.process_time()
    step,_ = MOONS[engine](*data)
    step()
    first,most,times = time.process_time() - start,peak() - before,[]
    while sum(times) < 0.4 and len(times) < 200:
        start = time.process_time()
        step()
        times.append(time.process_time() - start)
    print(json.dumps([first, statistics.median(times), most/2**20]))

def remembered(engine, n=100_000):
    "Bytes for each operation of a chain, from its first number to the slope, all that is needed included"
    from scalars import CHAIN
    if engine != "value": CHAIN[engine](10)[0]()  # what a library loads with its first step is not the graph's
    step,_ = CHAIN[engine](n)
    before = peak()
    step()
    print((peak() - before)/(2*n))

def calibrate(seconds=0.5):
    "What this machine can do: multiplications with a sum in a second in both precisions, and bytes read and written in a copy that stays in the caches; the best of many tries"
    import numpy as np
    result = {}
    def best(f):
        times,end = [],time.perf_counter() + seconds
        while time.perf_counter() < end or len(times) < 3:
            start = clock()
            f()
            times.append(clock() - start)
        return min(times)
    for kind in ("float64", "float32"):
        a = np.random.default_rng(0).random((768, 768)).astype(kind)
        result[kind] = 768**3/best(lambda: a @ a)
    a,b = np.zeros(2**15),np.ones(2**15)
    def copies():
        for _ in range(100): np.copyto(a, b)
    result["bytes"] = 100*2*a.nbytes/best(copies)
    print(json.dumps(result))


# All of them in turns ----------------------------------------------------------------------------------------------------

def environment(threads, name=""):
    "For the processes: how many threads, and what makes all libraries behave alike"
    env = {k: v for k,v in os.environ.items() if k not in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "XLA_FLAGS", "NPROC")}
    # the first two: else one engine's habits decide whether another's memory goes back to the system
    env.update(MALLOC_TRIM_THRESHOLD_="1000000000", MALLOC_MMAP_THRESHOLD_="33554432", JAX_PLATFORMS="cpu", DEV="CPU", PYTHONPATH=str(ROOT), TQDM_DISABLE="1",
               MICROGRAD_NB_CACHE=f"{os.devnull}/none")  # nowhere: machine code of an earlier process would be a head start
    if MODULES.get(name) != "tensors": env["JAX_ENABLE_X64"] = "1"
    if threads == "one": env.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", VECLIB_MAXIMUM_THREADS="1", NPROC="1", XLA_FLAGS="--xla_cpu_multi_thread_eigen=false")
    return env

def pinned(): os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

def start(threads, *args, name=""):
    one = pinned if threads == "one" and hasattr(os, "sched_setaffinity") else None
    return subprocess.Popen([sys.executable, __file__, *map(str, args)], env=environment(threads, name), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE if "--grow" in args else None, preexec_fn=one)

def ask(*args):
    "What such a process says in its last line, as JSON; None if it failed"
    process = start("one", *args)
    out,_ = process.communicate()
    return json.loads(out.splitlines()[-1]) if process.returncode == 0 else None

def there(engine): return find_spec(NEEDS.get(engine, "sys")) is not None and (engine != "tinygrad" or shutil.which("clang"))

def compare_numbers(name, answers, tol):
    "Fail unless all engines come to the numbers of the first one"
    import numpy as np
    def numbers(file, lengths):
        flat = np.fromfile(file)
        os.unlink(file)
        return np.split(flat, np.cumsum(lengths)[:-1])
    parts = {engine: numbers(file, lengths) for engine,(file,lengths,_) in answers.items()}
    reference = parts.get("numpy") or next(iter(parts.values()))
    worst = 0.0
    for engine,arrays in parts.items():
        for i,(a,b) in enumerate(zip(arrays, reference, strict=True)):
            if a.shape != b.shape: sys.exit(f"FAILED: {name}: part {i} of {NAMES[engine]} has {a.size} numbers for {b.size}")
            gap = float(np.abs(a - b).max()/(np.abs(b).max() or 1))
            if not gap <= tol: sys.exit(f"FAILED: {name}: {NAMES[engine]} has other numbers (part {i}; {gap:.1e} of the largest; allowed {tol:.0e})")
            worst = max(worst, gap)
    return worst

def measure(name, engines, threads, budget, rounds, sets):
    "The seconds of a step for each engine, a list for each set of processes, and by how much their numbers differ"
    sets = 1 if workload(name).get("whole") else sets  # there each step is a new process anyway
    parts = [measure_once(name, engines, threads, budget/sets, -(-rounds//sets), 5 if sets == 1 else 3) for _ in range(sets)]
    return {engine: [times[engine] for times,_ in parts] for engine in engines},max(gap for _,gap in parts)

def measure_once(name, engines, threads, budget, rounds, least):
    "The same for one set of processes; an engine that has had its part of the time makes only the least number of rounds"
    spec = workload(name)
    processes = {engine: start(threads, "--work", name, engine, name=name) for engine in engines}
    try:
        answers = {engine: json.loads(answer(name, engine, process)) for engine,process in processes.items()}
        gap = compare_numbers(name, answers, spec.get("tol", 1e-9))
        times,spent = {engine: [] for engine in engines},dict.fromkeys(engines, 0.0)
        if spec.get("whole"):  # the first was a whole program already; it was disturbed by the others, which started beside it
            times = {engine: [seconds]*(seconds > budget) for engine,(_,_,seconds) in answers.items()}
        for i in range(rounds):
            for engine in engines[::1 if i % 2 else -1]:  # forth and back, as a neighbour counts
                if times[engine] and (times[engine][-1] > budget or i >= least and spent[engine] > budget/4): continue
                begin = time.perf_counter()
                print(TURN, file=processes[engine].stdin, flush=True)
                times[engine].append(float(answer(name, engine, processes[engine])))
                spent[engine] += time.perf_counter() - begin
    finally:
        for process in processes.values():
            process.stdin.close()
            if sys.exc_info()[0]: process.kill()
            process.wait()
    return times,gap

def answer(name, engine, process):
    return process.stdout.readline() or sys.exit(f"FAILED: {name}: the process of {NAMES[engine]} ended")


# Statistics ----------------------------------------------------------------------------------------------------------------

def together(sets): return [seconds for times in sets for seconds in times]

def ratio(a, b, times=1000):
    "How many times as long a takes as b: the ratio of the medians, and the interval of 95% when processes and rounds are drawn again"
    import numpy as np
    rng,pairs = np.random.default_rng(0),[(np.array(x), np.array(y)) for x,y in zip(a, b)]
    middle = statistics.median(together(a))/statistics.median(together(b))
    if min(len(together(a)), len(together(b))) < 3: return [middle, None, None]
    def again():
        drawn = [[rng.choice(x, len(x)) for x in pairs[i]] for i in rng.integers(0, len(pairs), len(pairs))]
        return np.median(np.concatenate([x for x,_ in drawn]))/np.median(np.concatenate([y for _,y in drawn]))
    low,high = np.quantile([again() for _ in range(times)], [0.025, 0.975])
    return [middle, float(low), float(high)]

def digits(x, n=4): return float(f"{x:.{n}g}") if x is not None else None

def result(times, base):
    "What is kept of a measurement: medians, the middle half, ratios to one engine and to the fastest of ours, the number of rounds, and every time"
    rows,medians = {},{engine: statistics.median(together(sets)) for engine,sets in times.items()}
    best = min((engine for engine in times if engine in OURS and engine != "package"), key=medians.get, default=base)
    for engine,sets in times.items():
        seconds = together(sets)
        low,_,high = statistics.quantiles(seconds, n=4) if len(seconds) > 1 else seconds*3
        rows[engine] = {"median": digits(medians[engine]), "middle half": [digits(low), digits(high)], "ratio": [digits(r) for r in ratio(sets, times[base])],
                        "to ours": [digits(r) for r in ratio(sets, times[best])], "rounds": len(seconds), "raw": [[digits(s) for s in part] for part in sets]}
    return rows


# Saying it -------------------------------------------------------------------------------------------------------------------

def seconds(s): return f"{1e6*s:9.1f} us" if s < 1e-3 else f"{1e3*s:9.2f} ms" if s < 1 else f"{s:9.2f} s "

def table(name, threads, rows, base, limit=None):
    "One measurement as text"
    print(f"\n{workload(name)['title']}; {'one thread' if threads == 'one' else 'all threads'}")
    for engine,row in sorted(rows.items(), key=lambda item: item[1]["median"]):
        r,low,high = row["ratio"]
        spread = f"({low:.3g} to {high:.3g})" if low else "(too few rounds for an interval)"
        if engine == base: r,spread = 1.0,""
        mark = "*" if engine in OURS else " "
        print(f"  {mark} {NAMES[engine]:26} {seconds(row['median'])} {r:10.4g}  {spread:24}" + (f" {limit/row['median']:7.2g} of the bound" if limit else ""))

def bound(spec, calibration):
    "Seconds that this machine needs at least, by its products and by its memory (each number read or written once)"
    if "madds" not in spec: return None
    kind = spec.get("dtype", "float64")
    return max(spec["madds"]/calibration[kind], int(kind[-2:])//8*spec["numbers"]/calibration["bytes"])

def machine():
    "The machine in words, without its name"
    words = {}
    if (info := Path("/proc/cpuinfo")).exists():
        fields = dict(line.split(":", 1) for line in info.read_text().split("\n\n")[0].splitlines() if ":" in line)
        fields = {k.strip(): v.strip() for k,v in fields.items()}
        words["processor"] = f"{fields.get('model name', platform.machine())}, family {fields.get('cpu family')}, model {fields.get('model')}"
        words["vectors"] = next((w for w,flag in (("AVX-512", "avx512f"), ("AVX2", "avx2")) if flag in fields.get("flags", "").split()), "other")
    else: words["processor"] = platform.processor() or platform.machine()
    return words | {"cores": os.cpu_count(), "memory, GiB": round(os.sysconf("SC_PAGE_SIZE")*os.sysconf("SC_PHYS_PAGES")/2**30), "system": platform.system(), "python": platform.python_version()}

def versions():
    found = {}
    for package in ("numpy", "llvmlite", *dict.fromkeys(NEEDS.values())):
        try: found[package] = version(package)
        except PackageNotFoundError: pass
    return found

def commit():
    done = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude=*"], capture_output=True, text=True)
    return done.stdout.strip() or "not known"

def run(names, quick=False, rounds=None, engines=None, curves=True):
    "Measure, print, and return all that the page needs"
    budget,rounds,sets = (4, rounds or 16, 2) if quick else (15, rounds or 42, SETS)
    calibration = {threads: json.loads(start(threads, "--calibrate").communicate()[0]) for threads in ("one", "all")}
    one = calibration["one"]
    print(f"this machine, one thread: {one['float64']/1e9:.1f} (float64) and {one['float32']/1e9:.1f} (float32) billion products with a sum, {one['bytes']/1e9:.1f} GB read and written in the caches, in a second")
    out = {"machine": machine(), "versions": versions(), "commit": commit(), "date": str(date.today()), "names": NAMES, "ours": OURS,
           "calibration": {t: {k: digits(v) for k,v in c.items()} for t,c in calibration.items()}, "workloads": {}}
    for name in names:
        spec = workload(name)
        asked = [e for e in spec["engines"] if e in (engines or (QUICK[name] if quick else NAMES))]
        chosen = [e for e in asked if there(e)]
        missing = spec.get("missing", {}) | {e: "not installed here" for e in asked if not there(e)}
        base = spec["base"] if there(spec["base"]) else chosen[0]
        if base not in chosen: chosen = [base, *chosen]
        kept = out["workloads"][name] = {"title": spec["title"], "base": base, "missing": missing, "madds": spec.get("madds"), "numbers": spec.get("numbers"), "dtype": spec.get("dtype", "float64"), "threads": {}}
        for threads in ("one",) if quick else spec.get("threads", ("one",)):
            times,gap = measure(name, chosen, threads, budget, rounds, sets)
            rows,limit = result(times, base),bound(spec, calibration[threads])
            kept["threads"][threads] = {"differ by": digits(gap, 2), "bound": digits(limit), "engines": rows}
            table(name, threads, rows, base, limit)
        for e,why in missing.items(): print(f"    left out: {NAMES[e]} ({why})")
    if not quick and curves:
        out["growth"],out["memory"] = growth(),memory()
    return out

def growth():
    "Curves for each engine: seconds and memory against the parameters of the network; a curve ends where a step takes too long"
    print("\nTwo moons with wider layers: parameters, seconds to the first result, seconds of a step, megabytes at the most")
    curves = {}
    for engine in filter(there, GROWN):
        curves[engine] = []
        for width in WIDTHS:
            if engine in ("value", "micrograd", "llvm") and width > 64: break  # a minute and more
            if (point := ask("--grow", engine, width)) is None: break
            params = 3*width + (width + 1)*width + width + 1
            curves[engine].append([params, *(digits(p) for p in point)])
            if point[1] > 2: break
        for params,first,step,size in curves[engine]: print(f"    {NAMES[engine]:26} {params:7} {seconds(first)} {seconds(step)} {size:8.1f} MB")
    return curves

def memory():
    print("\nA chain of 200,000 operations: bytes for each, forward and back")
    sizes = {engine: digits(ask("--remember", engine), 3) for engine in MEMORY if there(engine)}
    for engine,size in sizes.items(): print(f"    {NAMES[engine]:26} {size:8.0f}")
    return sizes


def write(file, out):
    "JSON with a list on one line, so that a difference can be read"
    text = re.sub(r"\[[^\[\]{}]*\]", lambda found: re.sub(r"\s+", " ", found[0]).replace("[ ", "[").replace(" ]", "]"), json.dumps(out, indent=1))
    Path(file).write_text(text + "\n")

def page(out):
    "What the page shows: all but the single times"
    def thin(part): return {k: thin(v) for k,v in part.items() if k != "raw"} if isinstance(part, dict) else part
    return thin(out)


# Guarding it --------------------------------------------------------------------------------------------------------------

def behind(now, recorded):
    "Every ratio of ours to NumPy or micrograd, now and recorded, and whether even the best end of its interval is more than a quarter worse"
    for name,kept in now["workloads"].items():
        rows,old = kept["threads"]["one"]["engines"],recorded["workloads"].get(name, {}).get("threads", {}).get("one", {}).get("engines", {})
        for ours in OURS:
            for peer in ("numpy",) if name == "import" else ("numpy", "micrograd"):  # importing micrograd takes what the interpreter takes, in each environment another time
                if {ours, peer} <= rows.keys() & old.keys():
                    fresh,was = (ratio(r[ours]["raw"], r[peer]["raw"]) for r in (rows, old))
                    yield name,ours,peer,fresh,was,(fresh[1] or fresh[0]) > SLOWER*was[0]

def guard(now, recorded):
    "Print all guarded ratios; measure again what has fallen behind, and fail if it still has"
    same = all(now["machine"].get(k) == recorded["machine"].get(k) for k in ("processor", "vectors"))
    found = list(behind(now, recorded))
    if late := list(dict.fromkeys(name for name,*_,bad in found if bad)):
        print(f"\nmeasured a second time: {', '.join(late)}")
        again = run(late, quick=True)
        found = [row for row in found if row[0] not in late] + list(behind(again, recorded))
    print(f"\nAgainst the recorded run of {recorded['date']}: our time, in times of another engine in the same run")
    for name,ours,peer,fresh,was,bad in found:
        print(f"    {name:12} {NAMES[ours]:26} / {NAMES[peer]:14} {fresh[0]:10.4g} ({fresh[1] or fresh[0]:.3g} to {fresh[2] or fresh[0]:.3g})  recorded {was[0]:10.4g}  {'BEHIND' if bad else 'kept'}")
    problems = [f"{name}: {NAMES[ours]} takes {fresh[0]:.3g} times as long as {NAMES[peer]}; recorded {was[0]:.3g}" for name,ours,peer,fresh,was,bad in found if bad]
    if not same and problems: sys.exit(print(f"SKIPPED: {len(problems)} ratios differ, but they were recorded on {recorded['machine']}, and this is {now['machine']}"))
    if problems: sys.exit("\n".join([*problems, "", f"FAILED: {len(problems)} ratios grew by more than {SLOWER - 1:.0%}. If this is meant, record a new run: `make bench`."]))
    counted = sum(not bad for *_,bad in found)
    print(f"{counted} passed, 0 failed" if counted else "SKIPPED: nothing to compare; NumPy or micrograd is missing")

def reproduced(now, recorded):
    "Say how many ratios of two runs agree, which is that their intervals meet, and which do not"
    print(f"\nAgainst the recorded run of {recorded['date']} on {recorded['machine']['processor']}:")
    for threads in ("one", "all"):
        pairs = [(f"{name}: {NAMES[engine]} / {NAMES[kept['base']]}", row["ratio"], old[engine]["ratio"]) for name,kept in now["workloads"].items()
                 for old in [recorded["workloads"].get(name, {}).get("threads", {}).get(threads, {}).get("engines", {})]
                 for engine,row in kept["threads"].get(threads, {}).get("engines", {}).items() if engine in old and engine != kept["base"]]
        pairs = [(what, fresh, was) for what,fresh,was in pairs if None not in (*fresh, *was)]  # else there were too few rounds
        apart = [(what, fresh, was) for what,fresh,was in pairs if fresh[1] > was[2] or was[1] > fresh[2]]
        print(f"  {'one thread' if threads == 'one' else 'all threads'}: {len(pairs) - len(apart)} of {len(pairs)} ratios agree")
        for what,(fresh,low,high),(old,old_low,old_high) in apart: print(f"    {what:60} {fresh:8.3g} ({low:.3g} to {high:.3g}); recorded {old:8.3g} ({old_low:.3g} to {old_high:.3g})")

def starts_light(out):
    "Fail if an import takes too long, or loads NumPy or matplotlib"
    from starts import heavy
    if "import" not in out["workloads"]: return
    rows = out["workloads"]["import"]["threads"]["one"]["engines"]
    bare,problems = min(together(rows["python"]["raw"])),[f"`import micrograd_nb` loads {what}" for what in heavy() if what != "[]"]
    for name,limit in LIMITS.items():  # the best of the rounds, as a busy machine only adds
        took = min(together(rows[name]["raw"])) - (bare if name == "package" else 0)
        print(f"{NAMES[name] if name == 'package' else 'from micrograd_nb import Value'}: {took:.3f} s{' beyond the interpreter' if name == 'package' else ''} (allowed: {limit})")
        if took > limit: problems.append(f"{name}: {took:.3f} s, allowed {limit}")
    if problems: sys.exit("FAILED: " + "; ".join(problems))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="two minutes: some workloads, some engines, one thread")
    parser.add_argument("--only", nargs="+", choices=MODULES, metavar="WORKLOAD", help=f"only these, of {', '.join(MODULES)}")
    parser.add_argument("--engines", nargs="+", choices=NAMES, metavar="ENGINE", help=f"only these, of {', '.join(NAMES)}")
    parser.add_argument("--rounds", type=int, help="at most so many rounds (40; quick: 15)")
    parser.add_argument("--guard", metavar="FILE", help="fail if a ratio to NumPy or micrograd is more than a quarter worse than in this file")
    parser.add_argument("--out", metavar="FILE", help="write all as JSON")
    parser.add_argument("--page", metavar="FILE", help="the same without single times, for the page")
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--grow", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--remember", help=argparse.SUPPRESS)
    parser.add_argument("--calibrate", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work: work(*args.work)
    elif args.grow: grown(args.grow[0], int(args.grow[1]))
    elif args.remember: remembered(args.remember)
    elif args.calibrate: calibrate()
    else:
        begin = time.perf_counter()
        os.environ["PYTHONPATH"] = str(ROOT)  # what is measured is this checkout, whatever is installed
        out = run(args.only or (list(QUICK) if args.quick else list(MODULES)), args.quick, args.rounds, args.engines, curves=not args.only)
        if args.out and Path(args.out).exists(): reproduced(out, json.loads(Path(args.out).read_text()))
        if args.out: write(args.out, out)
        if args.page: write(args.page, page(out))
        starts_light(out)
        if args.guard: guard(out, json.loads(Path(args.guard).read_text()))
        print(f"took {(time.perf_counter() - begin)/60:.1f} minutes")
