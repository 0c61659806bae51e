package yanzhen.app.launch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * 结果文件: written beside its place under another name and moved there when it is whole, so that who
 * breaks off leaves the file of before, or none. What is no regular file, such as a pipe, is
 * written to as it is.
 */
final class ResultFile implements AutoCloseable {

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream stream;
    private final Thread hook;

    private ResultFile(Path file, Path part, FileChannel channel) {
        this.file = file;
        this.part = part;
        this.channel = channel;
        stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        hook = new Thread(this::dropPart, "yanzhen-no-half-file");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Opens it for writing, before anything is worked out for it.
     *
     * @throws LaunchFault when nothing can be written there
     */
    static ResultFile at(Path wanted) {
        try {
            var file = Files.exists(wanted) ? wanted.toRealPath() : wanted.toAbsolutePath();
            if (Files.isDirectory(file)) {
                throw new LaunchFault("%s is a folder. Name a file with --out.".formatted(wanted));
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return new ResultFile(file, file, FileChannel.open(file, StandardOpenOption.WRITE));
            }
            var part =
                    file.resolveSibling(
                            "%s.%d.part"
                                    .formatted(file.getFileName(), ProcessHandle.current().pid()));
            return new ResultFile(
                    file,
                    part,
                    FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new LaunchFault(
                    "%s cannot be written (%s). Name a file in a folder that exists and is yours with --out."
                            .formatted(wanted, reason(e)),
                    e);
        }
    }

    private static String reason(IOException fault) {
        return switch (fault) {
            case java.nio.file.NoSuchFileException _ -> "there is no such folder";
            case java.nio.file.AccessDeniedException _ -> "not allowed";
            default -> String.valueOf(fault.getMessage());
        };
    }

    OutputStream stream() {
        return stream;
    }

    /**
     * It is whole: puts it in its place.
     *
     * @throws IOException when it could not be written to its end
     */
    void keep() throws IOException {
        stream.flush();
        if (part.equals(file)) {
            return;
        }
        channel.force(true);
        channel.close();
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void dropPart() {
        if (!part.equals(file)) {
            part.toFile().delete();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // What was worth keeping has been kept; the rest is thrown away.
            dropPart();
        }
        dropPart();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook does the same once more.
            dropPart();
        }
    }
}
