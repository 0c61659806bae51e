package yanzhen.app.launch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What the system offers a program and Java does not. Needs native access. */
final class Posix {

    private static final int SIGPIPE = 13;
    private static final MemorySegment SIG_DFL = MemorySegment.NULL;

    private Posix() {}

    /** {@code int dup2(int from, int to)}: from now on both numbers are the same open file. */
    static int dup2(int from, int to) {
        var int32 = ValueLayout.JAVA_INT;
        return (int) call("dup2", FunctionDescriptor.of(int32, int32, int32), from, to);
    }

    /**
     * {@code signal(SIGPIPE, SIG_DFL)}: who writes to a pipe that nobody reads any more is ended by
     * it, as everywhere outside of Java, which turns it into an {@link java.io.IOException} that
     * looks like that of a full disk.
     */
    static void endAtBrokenPipe() {
        var pointer = ValueLayout.ADDRESS;
        call(
                "signal",
                FunctionDescriptor.of(pointer, ValueLayout.JAVA_INT, pointer),
                SIGPIPE,
                SIG_DFL);
    }

    @SuppressWarnings("restricted")
    private static Object call(String name, FunctionDescriptor form, Object... arguments) {
        var linker = Linker.nativeLinker();
        try {
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form)
                    .invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
