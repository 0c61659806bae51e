package yanzhen.app.cluster;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.access.Accounts.Colleague;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Conflict;

/**
 * 承办与委托: who of the officers that may decide has taken a step, and whose work is a colleague's
 * while he is away. Neither gives or takes a right: whoever might decide before still may.
 */
public interface Handling {

    /** To whom the viewer may give work. */
    List<Colleague> colleagues();

    /**
     * 认领: makes the viewer the handler of open steps.
     *
     * @return how many were open and the viewer's to decide
     */
    int take(List<UUID> steps);

    /**
     * 转交: makes a colleague the handler.
     *
     * @throws NoColleague when the account is not one of {@link #colleagues}
     */
    int give(List<UUID> steps, UUID colleague);

    /** 放回: makes nobody the handler. */
    int release(List<UUID> steps);

    /**
     * 委托.
     *
     * @param officer whose work it is
     * @param days on which it holds; it ends by the day alone
     */
    record Delegation(
            UUID id,
            UUID officer,
            String officerName,
            UUID deputy,
            String deputyName,
            Period days,
            String reason) {

        public boolean holdsOn(LocalDate day) {
            return days.covers(day);
        }
    }

    /** The viewer's own and those to the viewer, that hold now or later, the first in front. */
    List<Delegation> delegations();

    /**
     * Makes the viewer's work a colleague's for some days.
     *
     * @param days with an end, which lies after today
     * @throws NoColleague when the account is not one of {@link #colleagues}
     * @throws DelegatedAlready when some of the days are a colleague's already
     */
    UUID delegate(UUID deputy, Period days, String reason);

    /** Takes a delegation of the viewer's own back. */
    void end(UUID delegation);

    /** It is not somebody to whom the viewer could give work. */
    final class NoColleague extends Conflict {
        public NoColleague() {
            super("no-colleague", "The account is no colleague of the viewer.");
        }
    }

    /** On some of the days it is a colleague's already. */
    final class DelegatedAlready extends Conflict {
        public DelegatedAlready(@Nullable LocalDate from) {
            super(
                    "delegated-already",
                    "Some of these days are delegated already. End that delegation first.",
                    from == null ? "" : from.toString());
        }
    }
}
