package dev.mcpgateway.calculator.expression;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.mcpgateway.calculator.number.Refusal;
import dev.mcpgateway.calculator.number.Work;

/** An operator over a list of operands, taken from left to right. */
public enum Operator {
    @JsonProperty("add")
    ADD(1, Integer.MAX_VALUE),
    @JsonProperty("sub")
    SUB(2, Integer.MAX_VALUE),
    @JsonProperty("mul")
    MUL(1, Integer.MAX_VALUE),
    @JsonProperty("div")
    DIV(2, Integer.MAX_VALUE),
    @JsonProperty("pow")
    POW(2, 2),
    @JsonProperty("mod")
    MOD(2, 2),
    @JsonProperty("sqrt")
    SQRT(1, 1);

    private final int fewest;
    private final int most;

    Operator(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    /** @throws Refusal when this operator does not take so many operands */
    public Expression over(List<? extends Expression> operands) {
        if (operands.size() < fewest || operands.size() > most) {
            throw new Refusal(
                    "'" + name().toLowerCase(Locale.ROOT) + "' takes " + arity() + ", not " + operands.size() + ".");
        }
        Expression all = operands.get(0);
        for (Expression next : operands.subList(1, operands.size())) {
            all = new Expression.Binary(step(), all, next);
        }
        return this == SQRT ? new Expression.Unary(Work::sqrt, all) : all;
    }

    private Expression.Binary.Step step() {
        return switch (this) {
            case ADD -> Work::add;
            case SUB -> Work::subtract;
            case MUL -> Work::multiply;
            case DIV -> Work::divide;
            case POW -> Work::power;
            case MOD -> Work::modulo;
            case SQRT -> throw new IllegalStateException("A root has one operand");
        };
    }

    private String arity() {
        if (fewest == most) {
            return fewest == 1 ? "exactly one operand" : "exactly " + fewest + " operands";
        }
        return "at least " + fewest + (fewest == 1 ? " operand" : " operands");
    }
}
