package dev.mcpgateway.edge;

import java.util.Comparator;
import java.util.List;

import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

/**
 * Leads every exchange through the doors in their order. One filter for all of them: around each of its own the
 * framework puts two operators and a name made for the occasion, on every request.
 */
@Component
final class DoorsFilter implements WebFilter, Ordered {
    private final List<Door> doors;

    DoorsFilter(List<Door> doors) {
        this.doors = doors.stream().sorted(Comparator.comparing(Door::at)).toList();
    }

    @Override
    public int getOrder() {
        return doors.get(0).at().order();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return pass(0, exchange, chain);
    }

    private Mono<Void> pass(int next, ServerWebExchange exchange, WebFilterChain chain) {
        return next == doors.size()
                // The context as it is, held here: whoever looks it up further in need not go all the way out for it.
                ? chain.filter(exchange).contextWrite(known -> known)
                : doors.get(next).pass(exchange, same -> pass(next + 1, same, chain));
    }
}
