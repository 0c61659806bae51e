package yanzhen.app.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Period;

/**
 * 证书 of a recognition, as the register has it now; only the holder's name is that of the day of
 * issue. After a change of name a further edition is issued, which takes the place of the one
 * before.
 *
 * @param identifier by what the holder is told apart today
 * @param holder name when it was issued
 * @param presentHolder name today
 * @param basis where it is written what it takes
 * @param valid shortened when the recognition was revoked or its end corrected
 * @param document notice by which it was granted; empty where the register has none
 * @param reason why it ended early; null while it did not
 * @param ending how it ended early; null while it did not
 * @param edition 版次, the first being 1
 * @param issued when the recognition was recorded first; of a later edition, when it was reissued
 * @param replaced when the next edition took its place; null while it is the last one
 * @param status its place among the lists that say what was revoked
 * @param synthetic 演示数据
 */
public record Certificate(
        CertificateNumber number,
        UUID recognition,
        UUID organisation,
        Identifier identifier,
        Name holder,
        Name presentHolder,
        Scheme scheme,
        String basis,
        Period valid,
        String document,
        @Nullable String reason,
        Register.@Nullable Ending ending,
        int edition,
        Instant issued,
        @Nullable Instant replaced,
        StatusPlace status,
        boolean synthetic) {

    /** A name with its English form; null when it has none. */
    public record Name(String zh, @Nullable String en) {
        public String in(Locale locale) {
            return new Bilingual(zh, en == null ? zh : en).in(locale);
        }
    }

    /** 状态位置: number of the list, from 0, and of the bit in it. */
    public record StatusPlace(int list, int index) {}

    /** 状态. */
    public enum State {
        COMING,
        IN_FORCE,
        LAPSED,
        REVOKED,
        /** 已由其他单位承继. */
        SUCCEEDED,
        /** 已终止. */
        CEASED,
        /** 过渡期满: later rules ended it. */
        TRANSITION,
        /** 已换发: the recognition is in force, and a later edition says so. */
        REPLACED
    }

    public State on(LocalDate day) {
        if (valid.covers(day)) {
            return replaced == null ? State.IN_FORCE : State.REPLACED;
        }
        if (day.isBefore(valid.from())) {
            return State.COMING;
        }
        return switch (ending) {
            case null -> State.LAPSED;
            case REVOKED -> State.REVOKED;
            case SUCCEEDED -> State.SUCCEEDED;
            case CEASED -> State.CEASED;
            case TRANSITION -> State.TRANSITION;
        };
    }

    /** Whether the recognition ended before its time and the day has come. */
    public boolean endedEarly(LocalDate day) {
        return ending != null && !valid.covers(day) && !day.isBefore(valid.from());
    }

    /** Whether the holder has another name now. */
    public boolean renamed() {
        return !holder.zh.equals(presentHolder.zh);
    }
}
