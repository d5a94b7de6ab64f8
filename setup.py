"Package metadata, read from settings.ini so that each fact is written once."
from configparser import ConfigParser
from pathlib import Path
from setuptools import find_packages, setup

here = Path(__file__).parent
config = ConfigParser(delimiters=["="])
config.read(here/"settings.ini", encoding="utf-8")
cfg = config["DEFAULT"]

setup(
    name=cfg["lib_name"],
    version=cfg["version"],
    description=cfg["description"],
    long_description=(here/"README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    author=cfg["author"],
    license="Apache-2.0",
    license_files=["LICENSE"],
    keywords=cfg["keywords"].split(),
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Intended Audience :: Education",
        "Natural Language :: English",
        "Programming Language :: Python :: 3",
    ],
    packages=find_packages(include=[cfg["lib_name"]]),
    package_data={cfg["lib_name"]: ["py.typed", "*.pyi"]},
    python_requires=f">={cfg['min_python']}",
    install_requires=cfg["requirements"].split(),
    extras_require={extra: cfg[f"{extra}_requirements"].split() for extra in ("dev", "jit", "torch", "jax", "tinygrad", "onnx")},
    entry_points={
        "console_scripts": [f"micrograd-nb = {cfg['lib_name']}.cli:main"],
        "nbdev": [f"{cfg['lib_name']} = {cfg['lib_name']}._modidx:d"],  # lets docs link symbols
    },
)
