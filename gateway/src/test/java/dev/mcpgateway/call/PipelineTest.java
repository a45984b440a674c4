package dev.mcpgateway.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.Pipeline.Stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PipelineTest {
    private static final List<Gate> ALL = Arrays.stream(Pipeline.values())
            .filter(place -> place.stage() == Stage.GATE)
            .<Gate>map(GateAt::new)
            .toList();

    @Test
    void gatesStandInTheOrderOfTheList() {
        List<Gate> shuffled = new ArrayList<>(ALL);
        Collections.reverse(shuffled);

        assertThat(Pipeline.inOrder(shuffled)).isEqualTo(ALL);
    }

    @Test
    void aMissingGateIsRefused() {
        assertThatThrownBy(() -> Pipeline.inOrder(ALL.subList(1, ALL.size())))
                .hasMessageContaining("no gate stands at POLICY");
    }

    @Test
    void twoGatesCannotStandAtOnePlace() {
        List<Gate> doubled = new ArrayList<>(ALL);
        doubled.add(new GateAt(Pipeline.LIMIT));

        assertThatThrownBy(() -> Pipeline.inOrder(doubled)).hasMessageContaining("stands wrong at LIMIT");
    }

    @Test
    void aGateCannotStandAtADoor() {
        List<Gate> misplaced = new ArrayList<>(ALL);
        misplaced.add(new GateAt(Pipeline.AUTH));

        assertThatThrownBy(() -> Pipeline.inOrder(misplaced)).hasMessageContaining("stands wrong at AUTH");
    }

    @Test
    void everyFilterOfARouteRunsBetweenTheGatesAndTheCrossing() {
        int firstOfARoute = 1;

        assertThat(Arrays.stream(Pipeline.values()).filter(place -> place.stage() == Stage.GATE))
                .allMatch(place -> place.order() < firstOfARoute);
        assertThat(Pipeline.CROSSING.order()).isGreaterThan(1_000);
    }

    private record GateAt(Pipeline at) implements Gate {
        @Override
        public Mono<Exit> enter(McpCall call) {
            return Exit.LET_IN;
        }
    }
}
