#!/usr/bin/env python3
"""Writes the cases that the calculator is checked against.

An independent implementation: Python's fractions, decimal and statistics, and a table of units typed
from the definitions. Seeded, so that every run writes the same bytes. Nothing but the standard library.

    python3 tool-calculator/src/test/oracle/make_cases.py

Each line of ../resources/oracle/cases.tsv.gz: tool, arguments (JSON), value, fraction.
Value "!" means that the tool must refuse; fraction "-" means that the exact value is not compared.
"""

import decimal
import gzip
import json
import pathlib
import random
import statistics
from decimal import Decimal
from fractions import Fraction

SEED = 20261120
COUNT = 10_000
TARGET = pathlib.Path(__file__).parent.parent / "resources" / "oracle" / "cases.tsv.gz"

rnd = random.Random(SEED)
decimal.getcontext().Emax = decimal.MAX_EMAX
decimal.getcontext().Emin = decimal.MIN_EMIN


def context(digits):
    return decimal.Context(
        prec=digits, rounding=decimal.ROUND_HALF_EVEN, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN
    )


def rounded(exact, digits):
    """One division of two whole numbers: rounded once, half to even."""
    return context(digits).divide(Decimal(exact.numerator), Decimal(exact.denominator))


def irrational(digits, function):
    """Worked out with 80 digits more than asked for, then rounded."""
    with decimal.localcontext(context(digits + 80)):
        value = function()
    return context(digits).plus(value)


def wide(exact):
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def number():
    kind = rnd.randrange(8)
    if kind == 0:
        return str(rnd.randint(-9, 9))
    if kind == 1:
        return str(rnd.randint(-(10**6), 10**6))
    if kind == 2:
        return str(rnd.randint(-(10**40), 10**40))
    if kind == 3:
        return f"{rnd.randint(-999, 999)}.{rnd.randint(0, 10**rnd.randint(1, 20)):d}"
    if kind == 4:
        return f"{rnd.randint(-99, 99)}e{rnd.randint(-60, 60)}"
    if kind == 5:
        return f"0.{'0' * rnd.randint(0, 12)}{rnd.randint(1, 999)}"
    if kind == 6:
        # Ties and their neighbours.
        return f"{rnd.randint(-99, 99)}.{rnd.choice(['5', '25', '125', '4999999999', '5000000001', '75'])}"
    return f"{rnd.choice('+-')}{rnd.randint(0, 99)}.{rnd.randint(0, 99):02d}E+{rnd.randint(0, 9)}"


def precision():
    return rnd.choice([1, 2, 3, 5, 10, 16, 28, 28, 28, 34, 50, 100])


def exact_case(tool, arguments, exact):
    digits = arguments["precision"]
    return tool, arguments, str(rounded(exact, digits)), str(exact)


def refusal(tool, arguments):
    return tool, arguments, "!", "-"


def calculate():
    operator = rnd.choice(["add", "sub", "mul", "div", "pow", "mod", "sqrt", "root"])
    digits = precision()
    if operator in ("add", "sub", "mul", "div"):
        operands = [number() for _ in range(rnd.randint(2, 8))]
        values = [Fraction(o) for o in operands]
        arguments = {"operator": operator, "operands": operands, "precision": digits}
        result = values[0]
        for value in values[1:]:
            if operator == "add":
                result += value
            elif operator == "sub":
                result -= value
            elif operator == "mul":
                result *= value
            elif value == 0:
                return refusal("exact_calculate", arguments)
            else:
                result /= value
        return exact_case("exact_calculate", arguments, result)
    if operator == "mod":
        operands = [number(), number()]
        arguments = {"operator": "mod", "operands": operands, "precision": digits}
        if Fraction(operands[1]) == 0:
            return refusal("exact_calculate", arguments)
        return exact_case("exact_calculate", arguments, Fraction(operands[0]) % Fraction(operands[1]))
    if operator == "pow":
        base, exponent = number(), rnd.randint(-30, 30)
        arguments = {"operator": "pow", "operands": [base, str(exponent)], "precision": digits}
        if Fraction(base) == 0 and exponent < 0:
            return refusal("exact_calculate", arguments)
        return exact_case("exact_calculate", arguments, Fraction(base) ** exponent)
    if operator == "sqrt":
        operand = number()
        if rnd.random() < 0.3:
            operand = str(Decimal(rnd.randint(0, 10**6)) ** 2 / Decimal(10) ** rnd.choice([0, 2, 4]))
        arguments = {"operator": "sqrt", "operands": [operand], "precision": digits}
        if Fraction(operand) < 0:
            return refusal("exact_calculate", arguments)
        # Decimal's square root is correctly rounded by definition.
        return "exact_calculate", arguments, str(context(digits).sqrt(Decimal(operand))), "-"
    base = number().lstrip("-")
    exponent = rnd.choice(["0.5", "1.5", "-0.5", "0.25", "0.1", "2.75", "-1.2", "0.04"])
    arguments = {"operator": "pow", "operands": [base, exponent], "precision": digits}
    if Fraction(base) == 0:
        if exponent.startswith("-"):
            return refusal("exact_calculate", arguments)
        return exact_case("exact_calculate", arguments, Fraction(0))
    value = irrational(digits, lambda: Decimal(base) ** Decimal(exponent))
    return "exact_calculate", arguments, str(value), "-"


class Unanswerable(Exception):
    pass


def tree(depth):
    """A random expression as text with its exact value; parentheses only where they are needed or by chance."""
    if depth == 0 or rnd.random() < 0.15:
        text = number().lstrip("+-")
        return text, Fraction(text), 9
    operator = rnd.choice(["+", "-", "*", "/", "%", "^", "neg", "abs"])
    left, a, strength = tree(depth - 1)
    if operator == "neg":
        return "-" + (left if strength >= 4 else f"({left})"), -a, 3
    if operator == "abs":
        return f"abs({left})", abs(a), 9
    if operator == "^":
        exponent = rnd.randint(-4, 6)
        if a == 0 and exponent < 0:
            raise Unanswerable
        return (left if strength >= 5 else f"({left})") + f"^{exponent}", a**exponent, 4
    right, b, right_strength = tree(depth - 1)
    if operator in "/%" and b == 0:
        raise Unanswerable
    mine = 1 if operator in "+-" else 2
    left = left if strength >= mine and rnd.random() < 0.8 else f"({left})"
    right = right if right_strength > mine and rnd.random() < 0.8 else f"({right})"
    space = rnd.choice(["", " "])
    value = {
        "+": lambda: a + b,
        "-": lambda: a - b,
        "*": lambda: a * b,
        "/": lambda: a / b,
        "%": lambda: a % b,
    }[operator]()
    return f"{left}{space}{operator}{space}{right}", value, mine


def expression():
    while True:
        try:
            text, value, _ = tree(rnd.randint(1, 4))
        except Unanswerable:
            continue
        if value.numerator.bit_length() + value.denominator.bit_length() < 8_000 and len(text) < 1_000:
            break
    arguments = {"expression": text, "precision": precision()}
    if rnd.random() < 0.15 and value > 0:
        factor = rnd.randint(2, 99)
        arguments["expression"] = f"{factor}*sqrt({text})+{factor}"
        digits = arguments["precision"]
        result = irrational(digits, lambda: factor * wide(value).sqrt() + factor)
        return "exact_calculate", arguments, str(result), "-"
    return exact_case("exact_calculate", arguments, value)


def sample():
    count = rnd.choice([1, 2, 3, 4, 5, 8, 13, 40])
    if rnd.random() < 0.4:
        return [str(rnd.randint(-5, 5)) for _ in range(count)]
    return [number() for _ in range(count)]


def statistic():
    function = rnd.choice(
        ["mean", "median", "mode", "variance", "stdev", "min", "max", "sum", "count", "percentile"]
    )
    texts = sample()
    values = [Fraction(text) for text in texts]
    arguments = {"function": function, "values": texts, "precision": precision()}
    digits = arguments["precision"]
    if function in ("variance", "stdev"):
        arguments["sample"] = rnd.random() < 0.5
        if arguments["sample"] and len(values) < 2:
            return refusal("exact_statistics", arguments)
        variance = statistics.variance(values) if arguments["sample"] else statistics.pvariance(values)
        if function == "stdev":
            root = irrational(digits, lambda: wide(Fraction(variance)).sqrt())
            return "exact_statistics", arguments, str(root), "-"
        return exact_case("exact_statistics", arguments, Fraction(variance))
    if function == "percentile":
        percent = rnd.randint(0, 100)
        arguments["percentile"] = str(percent)
        if len(values) == 1:
            return exact_case("exact_statistics", arguments, values[0])
        cuts = [min(values), *statistics.quantiles(values, n=100, method="inclusive"), max(values)]
        return exact_case("exact_statistics", arguments, Fraction(cuts[percent]))
    result = {
        "mean": lambda: statistics.mean(values),
        "median": lambda: statistics.median(values),
        "mode": lambda: min(statistics.multimode(values)),
        "min": lambda: min(values),
        "max": lambda: max(values),
        "sum": lambda: sum(values),
        "count": lambda: Fraction(len(values)),
    }[function]()
    return exact_case("exact_statistics", arguments, Fraction(result))


INCH = Fraction("2.54") / 100
POUND = Fraction("0.45359237")
US_GALLON = 231 * INCH**3
UNITS = {
    "length": {
        "m": Fraction(1), "cm": Fraction("0.01"), "mm": Fraction("0.001"), "km": Fraction(1000),
        "in": INCH, "ft": 12 * INCH, "yd": 36 * INCH, "mi": 5280 * 12 * INCH, "nmi": Fraction(1852),
        "um": Fraction("1e-6"), "nm": Fraction("1e-9"), "feet": 12 * INCH, "Miles": 5280 * 12 * INCH,
    },
    "mass": {
        "g": Fraction("0.001"), "kg": Fraction(1), "mg": Fraction("1e-6"), "lb": POUND, "oz": POUND / 16,
        "st": 14 * POUND, "t": Fraction(1000), "ug": Fraction("1e-9"),
    },
    "time": {
        "s": Fraction(1), "min": Fraction(60), "h": Fraction(3600), "day": Fraction(86400),
        "week": Fraction(7 * 86400), "ms": Fraction("0.001"), "us": Fraction("1e-6"), "ns": Fraction("1e-9"),
    },
    "area": {
        "m2": Fraction(1), "m^2": Fraction(1), "cm2": Fraction("1e-4"), "km2": Fraction(10**6),
        "ha": Fraction(10**4), "acre": 43560 * (12 * INCH) ** 2, "sqft": (12 * INCH) ** 2,
        "sqmi": (5280 * 12 * INCH) ** 2, "in^2": INCH**2, "ft*yd": 12 * 36 * INCH**2,
    },
    "volume": {
        "L": Fraction("0.001"), "mL": Fraction("1e-6"), "m3": Fraction(1), "cm3": Fraction("1e-6"),
        "gal": US_GALLON, "qt": US_GALLON / 4, "pt": US_GALLON / 8, "cup": US_GALLON / 16,
        "floz": US_GALLON / 128, "gal_uk": Fraction("0.00454609"), "in^3": INCH**3,
    },
    "speed": {
        "m/s": Fraction(1), "km/h": Fraction(1000, 3600), "kmh": Fraction(1000, 3600),
        "mph": 5280 * 12 * INCH / 3600, "mi/h": 5280 * 12 * INCH / 3600, "kn": Fraction(1852, 3600),
        "fps": 12 * INCH, "in/min": INCH / 60,
    },
    "data": {
        "B": Fraction(1), "bit": Fraction(1, 8), "kB": Fraction(1000), "MB": Fraction(10**6),
        "GB": Fraction(10**9), "TB": Fraction(10**12), "KiB": Fraction(2**10), "MiB": Fraction(2**20),
        "GiB": Fraction(2**30), "TiB": Fraction(2**40), "Mbit": Fraction(10**6, 8), "Gbit": Fraction(10**9, 8),
    },
}
TO_KELVIN = {
    "K": lambda t: t,
    "C": lambda t: t + Fraction("273.15"),
    "F": lambda t: (t + Fraction("459.67")) * 5 / 9,
    "R": lambda t: t * 5 / 9,
}
FROM_KELVIN = {
    "K": lambda k: k,
    "C": lambda k: k - Fraction("273.15"),
    "F": lambda k: k * 9 / 5 - Fraction("459.67"),
    "R": lambda k: k * 9 / 5,
}


def conversion():
    value = number()
    if rnd.random() < 0.15:
        start, end = rnd.choice(list(TO_KELVIN)), rnd.choice(list(TO_KELVIN))
        arguments = {"value": value, "from_unit": start, "to_unit": end, "precision": precision()}
        return exact_case("exact_convert_units", arguments, FROM_KELVIN[end](TO_KELVIN[start](Fraction(value))))
    kind = rnd.choice(list(UNITS))
    start = rnd.choice(list(UNITS[kind]))
    other = kind if rnd.random() < 0.95 else rnd.choice([k for k in UNITS if k != kind])
    end = rnd.choice(list(UNITS[other]))
    arguments = {"value": value, "from_unit": start, "to_unit": end, "precision": precision()}
    if other != kind:
        return refusal("exact_convert_units", arguments)
    return exact_case("exact_convert_units", arguments, Fraction(value) * UNITS[kind][start] / UNITS[kind][end])


def quantity(kind):
    return {"value": number(), "unit": rnd.choice(list(UNITS[kind]))}


def base_value(measured, kind):
    return Fraction(measured["value"]) * UNITS[kind][measured["unit"]]


def unit_arithmetic():
    operator = rnd.choice(["add", "sub", "mul", "div"])
    if operator in ("add", "sub"):
        kind = rnd.choice(list(UNITS))
        other = kind if rnd.random() < 0.95 else rnd.choice([k for k in UNITS if k != kind])
        left, right = quantity(kind), quantity(other)
        unit = rnd.choice(list(UNITS[kind]))
        arguments = {"operator": operator, "left": left, "right": right, "result_unit": unit, "precision": precision()}
        if other != kind:
            return refusal("exact_unit_arithmetic", arguments)
        a, b = base_value(left, kind), base_value(right, kind)
        result = (a + b if operator == "add" else a - b) / UNITS[kind][unit]
        return exact_case("exact_unit_arithmetic", arguments, result)
    one, two, end = rnd.choice(
        [("length", "length", "area"), ("speed", "time", "length"), ("area", "length", "volume")]
        if operator == "mul"
        else [("length", "time", "speed"), ("area", "length", "length"), ("volume", "area", "length")]
    )
    left, right = quantity(one), quantity(two)
    unit = rnd.choice(list(UNITS[end]))
    arguments = {"operator": operator, "left": left, "right": right, "result_unit": unit, "precision": precision()}
    a, b = base_value(left, one), base_value(right, two)
    if operator == "div" and b == 0:
        return refusal("exact_unit_arithmetic", arguments)
    return exact_case("exact_unit_arithmetic", arguments, (a * b if operator == "mul" else a / b) / UNITS[end][unit])


def main():
    makers = [calculate, calculate, calculate, expression, expression, statistic, statistic, conversion, unit_arithmetic]
    lines = []
    for at in range(COUNT):
        tool, arguments, value, fraction = makers[at % len(makers)]()
        # A very long fraction is not shown by the tool, so there is nothing to compare.
        if len(fraction) > 900:
            fraction = "-"
        lines.append("\t".join([tool, json.dumps(arguments, separators=(",", ":")), value, fraction]))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with open(TARGET, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())
    print(f"{len(lines)} cases, {TARGET.stat().st_size} bytes: {TARGET}")


if __name__ == "__main__":
    main()
