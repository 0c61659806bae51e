package yanzhen.app.notice.web;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.notice.Feeds;
import yanzhen.app.notice.MailPreferences;
import yanzhen.app.notice.Subscriptions;

/** What pages and the API change: each command once. */
@Component
class NoticeCommands {

    private record ProposeAddress(String email) {}

    private record ConfirmAddress(String token) {}

    private record ForgetAddress(UUID account) {}

    private record ChooseMail(boolean byMail, boolean english) {}

    private record MakeFeed(UUID account) {}

    private record RevokeFeed(UUID feed) {}

    private record EndSubscription(UUID subscription) {}

    /**
     * An address of a calendar.
     *
     * @param token null when the command was sent before: it is shown once and not kept
     */
    record Made(Answer answer, @Nullable String token) {}

    private final Commands commands;
    private final MailPreferences preferences;
    private final Feeds feeds;
    private final Subscriptions subscriptions;
    private final Viewers viewers;

    NoticeCommands(
            Commands commands,
            MailPreferences preferences,
            Feeds feeds,
            Subscriptions subscriptions,
            Viewers viewers) {
        this.commands = commands;
        this.preferences = preferences;
        this.feeds = feeds;
        this.subscriptions = subscriptions;
        this.viewers = viewers;
    }

    Answer propose(String key, String email) {
        return commands.once(
                key, new ProposeAddress(email), self(), () -> preferences.propose(email));
    }

    Answer confirm(String key, String token) {
        return commands.once(
                key, new ConfirmAddress(token), self(), () -> preferences.confirm(token));
    }

    Answer forget(String key) {
        return commands.once(key, new ForgetAddress(self()), self(), preferences::forget);
    }

    Answer choose(String key, boolean byMail, boolean english) {
        return commands.once(
                key,
                new ChooseMail(byMail, english),
                self(),
                () -> preferences.choose(byMail, english));
    }

    Made makeFeed(String key) {
        var token = new AtomicReference<@Nullable String>();
        var answer =
                commands.once(
                        key,
                        new MakeFeed(self()),
                        () -> {
                            var made = feeds.make();
                            token.set(made.token());
                            return made.id().toString();
                        });
        return new Made(answer, token.get());
    }

    Answer revokeFeed(String key, UUID feed) {
        return commands.once(key, new RevokeFeed(feed), feed, () -> feeds.revoke(feed));
    }

    Answer end(String key, UUID subscription) {
        return commands.once(
                key,
                new EndSubscription(subscription),
                subscription,
                () -> subscriptions.end(subscription));
    }

    private UUID self() {
        var account = viewers.current().account();
        if (account == null) {
            throw new Forbidden("nobody", "Nobody is logged in.");
        }
        return account;
    }
}
