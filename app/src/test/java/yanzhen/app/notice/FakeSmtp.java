package yanzhen.app.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on this machine that keeps what it takes, and behaves as it is told to. */
public final class FakeSmtp implements AutoCloseable {

    /** How it treats one connection. */
    public enum Manner {
        TAKES,
        /** 451 to the recipient: try again later. */
        BUSY,
        /** 550 to the recipient: there is none. */
        NO_SUCH_ADDRESS,
        /** Takes the mail and is gone before it says so. */
        TAKES_AND_DROPS
    }

    private final ServerSocket socket;
    private final Queue<Manner> manners = new ConcurrentLinkedQueue<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    public FakeSmtp() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::listen);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The next connections are treated so, then all are taken. */
    public FakeSmtp will(Manner... next) {
        manners.addAll(List.of(next));
        return this;
    }

    /** Everything that it was given, as sent. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                var caller = socket.accept();
                Thread.startVirtualThread(() -> serve(caller));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket caller) {
        var next = manners.poll();
        var manner = next == null ? Manner.TAKES : next;
        try (caller) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
            say(caller, "220 fake");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                switch (verb) {
                    case "RCPT" -> say(caller, toRecipient(manner));
                    case "DATA" -> {
                        say(caller, "354 go on");
                        taken.add(mail(in));
                        if (manner == Manner.TAKES_AND_DROPS) {
                            return;
                        }
                        say(caller, "250 taken");
                    }
                    case "QUIT" -> {
                        say(caller, "221 bye");
                        return;
                    }
                    default -> say(caller, "250 fine");
                }
            }
        } catch (IOException e) {
            // the caller went away
        }
    }

    private static String toRecipient(Manner manner) {
        return switch (manner) {
            case BUSY -> "451 try again later";
            case NO_SUCH_ADDRESS -> "550 no such user here";
            case TAKES, TAKES_AND_DROPS -> "250 fine";
        };
    }

    private static String mail(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return mail.toString();
    }

    private static void say(Socket caller, String line) throws IOException {
        caller.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        caller.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
