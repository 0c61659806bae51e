package yanzhen.app.launch;

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
    static void takeBack() {
        var kept = Integer.getInteger(KEPT);
        if (kept != null && Posix.dup2(kept, STDERR) != STDERR) {
            throw new IllegalStateException("The console for messages cannot be had back.");
        }
    }
}
