package yanzhen.app.access;

import java.util.Locale;
import yanzhen.app.kernel.Problems;

/** 口令要求: long rather than contrived, as current guidance has it. */
public final class Passwords {

    private static final int LEAST = 12;
    private static final int MOST = 128;
    private static final int DIFFERENT = 5;

    private Passwords() {}

    /** Adds what is wrong with a new password, under the field {@code password}. */
    public static void check(String password, String login, Problems problems) {
        if (password.length() < LEAST || password.length() > MOST) {
            problems.add("", null, "password", "", "password-length");
        } else if (password.chars().distinct().count() < DIFFERENT
                || (!login.isEmpty() && password.toLowerCase(Locale.ROOT).contains(login))) {
            problems.add("", null, "password", "", "password-guessable");
        }
    }
}
