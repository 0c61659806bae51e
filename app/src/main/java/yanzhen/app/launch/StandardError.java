package yanzhen.app.launch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/**
 * The console for messages. With vectors the virtual machine says at its start that their module is
 * an incubator; nothing switches that off. So the launcher sends what is said before the program
 * begins nowhere, keeps the console open under another number, {@value #KEPT}, and here it is taken
 * back.
 */
final class StandardError {

    private static final String KEPT = "yanzhen.stderr";
    private static final int STDERR = 2;

    private StandardError() {}

    /** Takes it back when the launcher has kept it. */
    @SuppressWarnings("restricted")
    static void takeBack() {
        var kept = Integer.getInteger(KEPT);
        if (kept == null) {
            return;
        }
        var linker = Linker.nativeLinker();
        var int32 = ValueLayout.JAVA_INT;
        try {
            // POSIX: int dup2(int from, int to)
            var dup2 =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("dup2"),
                            FunctionDescriptor.of(int32, int32, int32));
            int taken = (int) dup2.invokeExact(kept.intValue(), STDERR);
            if (taken != STDERR) {
                throw new IllegalStateException("The console for messages cannot be had back.");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
