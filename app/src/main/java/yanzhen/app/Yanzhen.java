package yanzhen.app;

import yanzhen.app.launch.CommandLineEntry;

/** Where the program begins. */
public final class Yanzhen {

    private Yanzhen() {}

    public static void main(String[] arguments) {
        int code = CommandLineEntry.execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }
}
