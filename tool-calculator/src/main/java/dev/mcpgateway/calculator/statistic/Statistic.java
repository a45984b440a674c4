package dev.mcpgateway.calculator.statistic;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The statistics this tool knows. */
public enum Statistic {
    @JsonProperty("mean")
    MEAN,
    @JsonProperty("median")
    MEDIAN,
    @JsonProperty("mode")
    MODE,
    @JsonProperty("variance")
    VARIANCE,
    @JsonProperty("stdev")
    STDEV,
    @JsonProperty("min")
    MIN,
    @JsonProperty("max")
    MAX,
    @JsonProperty("sum")
    SUM,
    @JsonProperty("count")
    COUNT,
    @JsonProperty("percentile")
    PERCENTILE
}
