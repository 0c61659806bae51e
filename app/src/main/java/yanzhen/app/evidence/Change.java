package yanzhen.app.evidence;

import org.jspecify.annotations.Nullable;

/**
 * 变更: one state change, as it goes into the audit trail.
 *
 * @param action module and verb, for example {@code challenge.publish}; its Chinese and English
 *     names are the messages {@code action.<action>}
 * @param subjectType what was changed, for example {@code challenge}
 * @param subject its identity, as in its address
 * @param before state before; null when it came into being. Written as JSON
 * @param after state after; null when it ceased to be. Written as JSON
 * @param reason why, in the actor's words; null where the action needs none
 */
public record Change(
        String action,
        String subjectType,
        String subject,
        @Nullable Object before,
        @Nullable Object after,
        @Nullable String reason) {

    public static Change created(String action, String subjectType, Object subject, Object after) {
        return new Change(action, subjectType, subject.toString(), null, after, null);
    }

    public static Change of(
            String action, String subjectType, Object subject, Object before, Object after) {
        return new Change(action, subjectType, subject.toString(), before, after, null);
    }

    public Change because(@Nullable String why) {
        return new Change(action, subjectType, subject, before, after, why);
    }
}
