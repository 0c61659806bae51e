package yanzhen.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * 依据: one comparison of two records and what it weighs.
 *
 * @param level how the two compare
 * @param bits log2 of how much likelier that is for one organisation than for two; above 0 speaks
 *     for one
 * @param detail the parts compared, for people; empty where the level says all
 */
public record Reason(Level level, double bits, String detail) {

    /** What a comparison is of. */
    public enum Field {
        /** How likely two records are one organisation before anything is compared. */
        PRIOR,
        CODE,
        NAME,
        PLACE,
        FORM,
        BRANCH,
        GROUP,
        ADDRESS
    }

    /** 比较等级: outcome of a comparison, with the key under which its meaning is explained. */
    public enum Level {
        PRIOR(Field.PRIOR),
        CODE_SAME(Field.CODE),
        /** One of them fails its check, and one wrong or two exchanged characters explain it. */
        CODE_SLIP(Field.CODE),
        /** One of them fails its check, and no slip explains the difference. */
        CODE_UNSURE(Field.CODE),
        /** Both pass their check and differ. */
        CODE_OTHER(Field.CODE),
        NAME_WHOLE(Field.NAME),
        NAME_CORE(Field.NAME),
        NAME_FORMER(Field.NAME),
        NAME_SOUND(Field.NAME),
        NAME_OWN_SOUND(Field.NAME),
        NAME_EXCHANGED(Field.NAME),
        NAME_SLIP(Field.NAME),
        NAME_ABRIDGED(Field.NAME),
        NAME_COMMON_WORD(Field.NAME),
        NAME_OWN_WORD(Field.NAME),
        NAME_NUMBER(Field.NAME),
        NAME_OTHER(Field.NAME),
        PLACE_SAME(Field.PLACE),
        PLACE_WITHIN(Field.PLACE),
        PLACE_MISSING(Field.PLACE),
        PLACE_OTHER(Field.PLACE),
        FORM_SAME(Field.FORM),
        /** One of them says 公司 only. */
        FORM_VAGUE(Field.FORM),
        FORM_MISSING(Field.FORM),
        FORM_CHANGED(Field.FORM),
        FORM_OTHER(Field.FORM),
        BRANCH_OTHER(Field.BRANCH),
        GROUP_OTHER(Field.GROUP),
        ADDRESS_SAME(Field.ADDRESS),
        ADDRESS_ROAD(Field.ADDRESS),
        ADDRESS_DISTRICT(Field.ADDRESS),
        ADDRESS_OTHER(Field.ADDRESS);

        /**
         * What tells affiliated organisations apart, which share words and addresses: however much
         * else speaks for one, only the code outweighs it without a person looking at it.
         */
        static final Set<Level> TELLING_APART =
                Collections.unmodifiableSet(
                        EnumSet.of(
                                NAME_COMMON_WORD,
                                NAME_OWN_WORD,
                                NAME_NUMBER,
                                NAME_OTHER,
                                PLACE_OTHER,
                                FORM_OTHER,
                                BRANCH_OTHER,
                                GROUP_OTHER));

        /** What makes one doubt that a code was written beside the right name. */
        static final Set<Level> AGAINST_A_CODE =
                Collections.unmodifiableSet(
                        EnumSet.of(NAME_OWN_WORD, NAME_NUMBER, NAME_OTHER, BRANCH_OTHER));

        private final Field field;

        Level(Field field) {
            this.field = field;
        }

        public Field field() {
            return field;
        }
    }
}
