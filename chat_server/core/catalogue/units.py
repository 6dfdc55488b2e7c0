"""Units of measure as shops write them, and what turns one into another."""

from typing import Final, NamedTuple


class Unit(NamedTuple):
    """A unit: ``factor`` of them are one of the dimension's own unit."""

    symbol: str  # how it is shown
    dimension: str
    factor: float


_TABLE: Final = {
    "mass": {"mg": 1e-6, "g": 1e-3, "dag": 1e-2, "kg": 1.0, "t": 1e3, "oz": 0.028349523125,
             "lb": 0.45359237},
    "length": {"µm": 1e-6, "mm": 1e-3, "cm": 1e-2, "dm": 0.1, "m": 1.0, "km": 1e3, '"': 0.0254,
               "ft": 0.3048},
    "area": {"mm²": 1e-6, "cm²": 1e-4, "m²": 1.0, "ha": 1e4},
    "volume": {"ml": 1e-3, "cl": 1e-2, "dl": 0.1, "l": 1.0, "cm³": 1e-3, "dm³": 1.0, "m³": 1e3},
    "power": {"mW": 1e-3, "W": 1.0, "kW": 1e3, "MW": 1e6, "KM": 735.49875},
    "energy": {"Wh": 1.0, "kWh": 1e3, "J": 1 / 3600, "kJ": 1 / 3.6},
    "data": {"B": 1.0, "kB": 1024.0, "MB": 1024.0**2, "GB": 1024.0**3, "TB": 1024.0**4},
    "data rate": {"kbit/s": 1e3, "Mbit/s": 1e6, "Gbit/s": 1e9},
    "frequency": {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9},
    "time": {"ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0},
    "age": {"mies.": 1.0, "lat": 12.0},
    "temperature": {"°C": 1.0},
    "fahrenheit": {"°F": 1.0},
    "pressure": {"Pa": 1.0, "hPa": 100.0, "kPa": 1e3, "MPa": 1e6, "bar": 1e5, "mbar": 100.0},
    "voltage": {"mV": 1e-3, "V": 1.0, "kV": 1e3},
    "current": {"mA": 1e-3, "A": 1.0},
    "charge": {"mAh": 1e-3, "Ah": 1.0},
    "sound": {"dB": 1.0},
    "pixels": {"px": 1.0, "Mpx": 1e6},
    "rotation": {"obr/min": 1.0},
    "speed": {"km/h": 1.0, "m/s": 3.6},
    "flow": {"l/min": 1.0, "l/h": 1 / 60, "m³/h": 1000 / 60},
    "share": {"%": 1.0},
    "light": {"lm": 1.0},
    "torque": {"Nm": 1.0},
    "angle": {"°": 1.0},
    "count": {"szt.": 1.0},
}  # fmt: skip

_SPELLINGS: Final = {
    "kilogram": "kg", "kilogramy": "kg", "kilogramów": "kg", "kilogramov": "kg", "kgs": "kg",
    "gram": "g", "gramy": "g", "gramów": "g", "gramov": "g", "gr": "g", "deka": "dag", "lbs": "lb",
    "metr": "m", "metry": "m", "metrów": "m", "meter": "m", "metrov": "m", "mb": "MB",
    "inch": '"', "inches": '"', "in": '"', "cal": '"', "cale": '"', "cali": '"', "''": '"',
    "″": '"', "”": '"', "palec": '"', "palcev": '"', "col": '"', "um": "µm", "μm": "µm",
    "litr": "l", "litry": "l", "litrów": "l", "liter": "l", "litra": "l", "litrov": "l", "L": "l",
    "mL": "ml", "cm2": "cm²", "mm2": "mm²", "m2": "m²", "cm3": "cm³", "dm3": "dm³", "m3": "m³",
    "ccm": "cm³", "wat": "W", "watt": "W", "wattów": "W", "watów": "W", "wat.": "W", "hp": "KM",
    "KW": "kW", "Kw": "kW", "kw": "kW", "w": "W", "wh": "Wh", "kwh": "kWh", "KWh": "kWh",
    "KB": "kB", "kb": "kB", "Mb": "MB", "gb": "GB", "Gb": "GB", "tb": "TB", "Tb": "TB",
    "GiB": "GB", "MiB": "MB", "TiB": "TB", "KiB": "kB", "Mbps": "Mbit/s", "Gbps": "Gbit/s",
    "Mb/s": "Mbit/s", "hz": "Hz", "khz": "kHz", "mhz": "MHz", "ghz": "GHz", "sek": "s",
    "sek.": "s", "sec": "s", "min.": "min", "minut": "min", "minuty": "min", "minutes": "min",
    "hr": "h", "hrs": "h", "hours": "h", "godz": "h", "godz.": "h", "godzin": "h", "godziny": "h",
    "ur": "h", "ure": "h", "dni": "d", "dzień": "d", "day": "d", "days": "d", "dan": "d",
    "miesiące": "mies.", "miesięcy": "mies.", "months": "mies.", "mesecev": "mies.",
    "mies": "mies.",
    "rok": "lat", "lata": "lat", "years": "lat", "leto": "lat", "let": "lat", "leti": "lat",
    "C": "°C", "ºC": "°C", "st. C": "°C", "F": "°F", "volt": "V", "v": "V", "mah": "mAh",
    "ah": "Ah", "db": "dB", "DB": "dB", "dB(A)": "dB", "dBA": "dB", "db(a)": "dB", "dB (A)": "dB",
    "MP": "Mpx", "Mpix": "Mpx", "mpx": "Mpx", "MPx": "Mpx", "megapixels": "Mpx", "pix": "px",
    "piksel": "px", "pikseli": "px", "rpm": "obr/min", "obr./min": "obr/min",
    "obr./min.": "obr/min", "vrt/min": "obr/min", "U/min": "obr/min", "min-1": "obr/min",
    "kmh": "km/h", "km/godz": "km/h", "m3/h": "m³/h", "lumen": "lm", "lumenów": "lm",
    "szt": "szt.", "sztuk": "szt.", "sztuki": "szt.", "pcs": "szt.", "pcs.": "szt.", "kos": "szt.",
    "kom": "szt.", "st.": "°", "stopni": "°",
}  # fmt: skip


def _units() -> dict[str, Unit]:
    known = {
        symbol: Unit(symbol, dimension, factor)
        for dimension, symbols in _TABLE.items()
        for symbol, factor in symbols.items()
    }
    return known | {spelling: known[symbol] for spelling, symbol in _SPELLINGS.items()}


_UNITS: Final = _units()


def unit_of(text: str) -> Unit:
    """The unit a text means; one that is not known is a dimension of its own."""
    known = _UNITS.get(text) or _UNITS.get(text.rstrip("."))
    return known or Unit(text, text.casefold(), 1.0)


def is_known(text: str) -> bool:
    """Whether the text is a unit we can convert."""
    return text in _UNITS


def converted(number: float, unit: Unit, to: Unit) -> float:
    """The number in another unit of the same dimension, to 12 significant digits.

    Raises:
        ValueError: the dimensions differ.
    """
    if unit.dimension != to.dimension:
        raise ValueError(f"{unit.symbol} is not {to.symbol}")
    if unit.factor == to.factor:
        return number
    return float(f"{number * unit.factor / to.factor:.12g}")
