package dev.mcpgateway.calculator.unit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.mcpgateway.calculator.number.Rational;

/**
 * The units by name. Every factor is exact by definition: the inch is 0.0254 m and the pound 0.45359237 kg since 1959, the US
 * gallon 231 cubic inches. Months and years are missing because they have no exact length.
 */
final class UnitTable {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{3,}");
    private static final UnitTable TABLE = new UnitTable();

    /** Also by other ways to write a symbol, such as ml for mL. */
    private final Map<String, Unit> bySymbol = new LinkedHashMap<>();

    private final Map<String, Unit> byName = new LinkedHashMap<>();

    private UnitTable() {
        length();
        mass();
        time();
        temperature();
        area();
        volume();
        speed();
        data();
    }

    /** Symbols count upper and lower case (mB is no MB, ML no ml), words do not. */
    static Optional<Unit> find(String name) {
        Unit unit = TABLE.bySymbol.get(name);
        return Optional.ofNullable(unit != null ? unit : TABLE.byName.get(name.toLowerCase(Locale.ROOT)));
    }

    static String known() {
        return TABLE.bySymbol.values().stream().map(Unit::symbol).distinct().collect(Collectors.joining(" "));
    }

    private void length() {
        add("m", Dimension.LENGTH, 1, 1, "meter", "meters", "metre", "metres");
        add("km", Dimension.LENGTH, 1_000, 1, "kilometer", "kilometers", "kilometre", "kilometres");
        add("cm", Dimension.LENGTH, 1, 100, "centimeter", "centimeters", "centimetre", "centimetres");
        add("mm", Dimension.LENGTH, 1, 1_000, "millimeter", "millimeters", "millimetre", "millimetres");
        add("um", Dimension.LENGTH, 1, 1_000_000, "µm", "μm", "micrometer", "micrometers", "micron");
        add("nm", Dimension.LENGTH, 1, 1_000_000_000, "nanometer", "nanometers");
        add("in", Dimension.LENGTH, 254, 10_000, "inch", "inches");
        add("ft", Dimension.LENGTH, 3_048, 10_000, "foot", "feet");
        add("yd", Dimension.LENGTH, 9_144, 10_000, "yard", "yards");
        add("mi", Dimension.LENGTH, 1_609_344, 1_000, "mile", "miles");
        add("nmi", Dimension.LENGTH, 1_852, 1, "nautical_mile", "nautical_miles");
    }

    private void mass() {
        add("kg", Dimension.MASS, 1, 1, "kilogram", "kilograms");
        add("g", Dimension.MASS, 1, 1_000, "gram", "grams");
        add("mg", Dimension.MASS, 1, 1_000_000, "milligram", "milligrams");
        add("ug", Dimension.MASS, 1, 1_000_000_000, "µg", "μg", "microgram", "micrograms");
        add("t", Dimension.MASS, 1_000, 1, "tonne", "tonnes");
        add("lb", Dimension.MASS, 45_359_237, 100_000_000, "lbs", "pound", "pounds");
        add("oz", Dimension.MASS, 45_359_237, 1_600_000_000, "ounce", "ounces");
        add("st", Dimension.MASS, 635_029_318, 100_000_000, "stone", "stones");
    }

    private void time() {
        add("s", Dimension.TIME, 1, 1, "sec", "second", "seconds");
        add("ms", Dimension.TIME, 1, 1_000, "millisecond", "milliseconds");
        add("us", Dimension.TIME, 1, 1_000_000, "µs", "μs", "microsecond", "microseconds");
        add("ns", Dimension.TIME, 1, 1_000_000_000, "nanosecond", "nanoseconds");
        add("min", Dimension.TIME, 60, 1, "minute", "minutes");
        add("h", Dimension.TIME, 3_600, 1, "hr", "hour", "hours");
        add("day", Dimension.TIME, 86_400, 1, "d", "days");
        add("week", Dimension.TIME, 604_800, 1, "weeks");
    }

    private void temperature() {
        add("K", Dimension.TEMPERATURE, 1, 1, "kelvin", "kelvins");
        scale("C", Rational.ONE, Rational.of(27_315, 100), "°C", "degC", "celsius");
        scale("F", Rational.of(5, 9), Rational.of(45_967, 180), "°F", "degF", "fahrenheit");
        add("R", Dimension.TEMPERATURE, 5, 9, "rankine");
    }

    private void area() {
        Dimension area = Dimension.LENGTH.power(2);
        add("ha", area, 10_000, 1, "hectare", "hectares");
        add("acre", area, 40_468_564_224L, 10_000_000, "acres");
        add("sqft", area, 9_290_304, 100_000_000, "ft2", "square_foot", "square_feet");
        add("sqmi", area, 2_589_988_110_336L, 1_000_000, "mi2", "square_mile", "square_miles");
        add("m2", area, 1, 1, "m²", "sqm", "square_meter", "square_meters");
        add("cm2", area, 1, 10_000, "cm²");
        add("km2", area, 1_000_000, 1, "km²", "sqkm");
    }

    private void volume() {
        Dimension volume = Dimension.LENGTH.power(3);
        add("L", volume, 1, 1_000, "l", "liter", "liters", "litre", "litres");
        add("mL", volume, 1, 1_000_000, "ml", "milliliter", "milliliters", "millilitre", "millilitres");
        add("m3", volume, 1, 1, "m³", "cubic_meter", "cubic_meters");
        add("cm3", volume, 1, 1_000_000, "cm³", "cc");
        add("gal", volume, 473_176_473L, 125_000_000_000L, "gallon", "gallons");
        add("qt", volume, 473_176_473L, 500_000_000_000L, "quart", "quarts");
        add("pt", volume, 473_176_473L, 1_000_000_000_000L, "pint", "pints");
        add("cup", volume, 473_176_473L, 2_000_000_000_000L, "cups");
        add("floz", volume, 473_176_473L, 16_000_000_000_000L, "fl_oz", "fluid_ounce", "fluid_ounces");
        add("gal_uk", volume, 454_609, 100_000_000, "imperial_gallon", "imperial_gallons");
    }

    private void speed() {
        Dimension speed = Dimension.LENGTH.times(Dimension.TIME.power(-1));
        add("kmh", speed, 5, 18, "kph");
        add("mph", speed, 44_704, 100_000);
        add("kn", speed, 1_852, 3_600, "kt", "knot", "knots");
        add("fps", speed, 3_048, 10_000);
    }

    private void data() {
        add("B", Dimension.DATA, 1, 1, "byte", "bytes");
        add("bit", Dimension.DATA, 1, 8, "bits");
        long decimal = 1;
        long binary = 1;
        for (String prefix : new String[] {"k", "M", "G", "T", "P"}) {
            decimal *= 1_000;
            binary *= 1_024;
            add(prefix + "B", Dimension.DATA, decimal, 1);
            add(prefix + "bit", Dimension.DATA, decimal, 8);
            add(prefix.toUpperCase(Locale.ROOT) + "iB", Dimension.DATA, binary, 1);
        }
        alias("kB", "kilobyte", "kilobytes");
        alias("MB", "megabyte", "megabytes");
        alias("GB", "gigabyte", "gigabytes");
        alias("TB", "terabyte", "terabytes");
    }

    private void add(String symbol, Dimension dimension, long numerator, long denominator, String... names) {
        bySymbol.put(symbol, new Unit(symbol, dimension, Rational.of(numerator, denominator)));
        alias(symbol, names);
    }

    private void scale(String symbol, Rational factor, Rational offset, String... names) {
        bySymbol.put(symbol, new Unit(symbol, Dimension.TEMPERATURE, factor, offset));
        alias(symbol, names);
    }

    private void alias(String symbol, String... names) {
        Unit unit = Objects.requireNonNull(bySymbol.get(symbol));
        for (String name : names) {
            if (WORD.matcher(name).matches()) {
                byName.put(name.toLowerCase(Locale.ROOT), unit);
            } else {
                bySymbol.put(name, unit);
            }
        }
    }
}
