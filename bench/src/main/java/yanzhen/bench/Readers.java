package yanzhen.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many readers at once, each asking for the same page again as soon as it has it (a closed loop).
 *
 * <p>Bounded in number and in time; talks to this machine only.
 *
 * @param server address without a path, on the loopback interface
 * @param readers at once, 1 to 500
 * @param requests of all readers together, up to 100,000
 * @param limit after which nobody asks again
 */
record Readers(URI server, int readers, int requests, Duration limit) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    Readers {
        if (readers < 1 || readers > 500 || requests < 1 || requests > 100_000) {
            throw new IllegalArgumentException(
                    "%d readers with %d requests are out of bounds; take 1 to 500 and up to 100000."
                            .formatted(readers, requests));
        }
        if (!onLoopback(server)) {
            throw new IllegalArgumentException(
                    "The server (%s) is not on this machine; name a loopback address."
                            .formatted(server));
        }
    }

    private static boolean onLoopback(URI server) {
        try {
            return server.getHost() != null
                    && InetAddress.getByName(server.getHost()).isLoopbackAddress();
        } catch (IOException e) {
            throw new IllegalArgumentException("The server (%s) is unknown.".formatted(server), e);
        }
    }

    /** Reads the page until the requests are used up or the time is over. */
    Latencies read(String path) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(PATIENCE)
                        .header("Accept-Encoding", "gzip")
                        .build();
        var taken = new long[requests];
        var next = new AtomicInteger();
        var failures = new AtomicInteger();
        long start = System.nanoTime();
        long end = start + limit.toNanos();
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int reader = 0; reader < readers; reader++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end) {
                        int index = next.getAndIncrement();
                        if (index >= requests) {
                            return;
                        }
                        long asked = System.nanoTime();
                        if (!answers(client, request)) {
                            failures.incrementAndGet();
                        }
                        taken[index] = System.nanoTime() - asked;
                    }
                });
            }
        }
        long elapsed = System.nanoTime() - start;
        var answered = Arrays.stream(taken).filter(it -> it > 0).toArray();
        return new Latencies(new Latencies.Series(answered), failures.get(), elapsed);
    }

    private static boolean answers(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
