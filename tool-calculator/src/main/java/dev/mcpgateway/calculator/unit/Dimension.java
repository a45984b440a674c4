package dev.mcpgateway.calculator.unit;

import java.util.ArrayList;
import java.util.List;

/** What a unit measures, as powers of what cannot be taken apart. */
public record Dimension(int length, int mass, int time, int temperature, int data) {
    static final Dimension NONE = new Dimension(0, 0, 0, 0, 0);
    static final Dimension LENGTH = new Dimension(1, 0, 0, 0, 0);
    static final Dimension MASS = new Dimension(0, 1, 0, 0, 0);
    static final Dimension TIME = new Dimension(0, 0, 1, 0, 0);
    static final Dimension TEMPERATURE = new Dimension(0, 0, 0, 1, 0);
    static final Dimension DATA = new Dimension(0, 0, 0, 0, 1);

    Dimension times(Dimension other) {
        return new Dimension(
                length + other.length,
                mass + other.mass,
                time + other.time,
                temperature + other.temperature,
                data + other.data);
    }

    Dimension power(int exponent) {
        return new Dimension(
                length * exponent, mass * exponent, time * exponent, temperature * exponent, data * exponent);
    }

    /** The product of base units that measures this, such as {@code kg*m/s^2}; {@code 1} for a plain number. */
    public String baseUnit() {
        return product("kg", "m", "s", "K", "B");
    }

    /** In words, such as {@code length/time}. */
    @Override
    public String toString() {
        return this.equals(NONE) ? "a plain number" : product("mass", "length", "time", "temperature", "data");
    }

    private String product(String ofMass, String ofLength, String ofTime, String ofTemperature, String ofData) {
        List<String> above = new ArrayList<>();
        StringBuilder below = new StringBuilder();
        add(above, below, ofMass, mass);
        add(above, below, ofLength, length);
        add(above, below, ofTime, time);
        add(above, below, ofTemperature, temperature);
        add(above, below, ofData, data);
        return (above.isEmpty() ? "1" : String.join("*", above)) + below;
    }

    private static void add(List<String> above, StringBuilder below, String name, int exponent) {
        String power = Math.abs(exponent) == 1 ? name : name + "^" + Math.abs(exponent);
        if (exponent > 0) {
            above.add(power);
        } else if (exponent < 0) {
            below.append('/').append(power);
        }
    }
}
