package yanzhen.app.access;

import java.time.Instant;

/** 登录: deciding whether somebody is who they say. */
public interface LogIns {

    /** What came of an attempt. */
    sealed interface Outcome {

        /**
         * Come in.
         *
         * @param epoch of the account at this moment; a session ends when the account's grows
         */
        record Welcome(Account account, long epoch) implements Outcome {}

        /** Unknown login, wrong password or disabled account: never said which. */
        record Refused() implements Outcome {}

        /** Too many failures; the right password will not help before then. */
        record Locked(Instant until) implements Outcome {}

        /** More people log in right now than passwords can be checked. Nothing was counted. */
        record Busy() implements Outcome {}
    }

    /**
     * Takes the same time, and locks in the same way, whether the login exists or not. The password
     * is checked while no database connection is held.
     */
    Outcome attempt(String login, String password);

    /**
     * The epoch of an account.
     *
     * @return -1 when there is no such account or it is disabled
     */
    long epochOf(java.util.UUID account);
}
