package yanzhen.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadersTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void askExactlyAsOftenAsAllowedAndCountWhatFailed() throws Exception {
        // Every tenth answer of one hundred is a 500: ten failures.
        var asked = new AtomicInteger();
        var server = serving(asked);
        try {
            var address = URI.create("http://localhost:" + server.getAddress().getPort());

            var latencies = new Readers(address, 5, 100, LIMIT).read("/page");

            assertThat(asked).hasValue(100);
            assertThat(latencies.nanoseconds().size()).isEqualTo(100);
            assertThat(latencies.failures()).isEqualTo(10);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refuseAServerThatIsNotOnThisMachine() {
        var elsewhere = URI.create("http://192.0.2.1:8620");

        assertThatThrownBy(() -> new Readers(elsewhere, 1, 1, LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("192.0.2.1");
    }

    private static HttpServer serving(AtomicInteger asked) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/page",
                exchange -> {
                    int status = asked.incrementAndGet() % 10 == 0 ? 500 : 200;
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
