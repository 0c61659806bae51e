package yanzhen.app.browser;

import com.microsoft.playwright.Locator;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;

/** From the task force of a chain to its tasks, measures, pilots and forms. */
@BrowserTest
class TaskForceBrowserTests {

    private static final String FORCE = "/chains/integrated-circuits/task-force";

    @Autowired ApplicationContext application;
    @Autowired Clock clock;

    @ParameterizedTest
    @EnumSource
    void keepsMinutesThatGiveATaskAndOpensWhatItWorksOn(Language language, Visits visits) {
        var demonstration = Demonstration.loaded(application);
        var officer = visits.in(language);
        officer.logIn(
                demonstration.account(Role.CITY_OFFICER).login(), Accounts.DEMONSTRATION_PASSWORD);
        officer.rail("task-forces").click();
        officer.open(FORCE).sound();
        minutes(officer, (language == Language.ZH ? "走访 " : "Visit ") + UUID.randomUUID());

        first(officer, "table.plans td.measure a").click();
        officer.reads(officer.say("plan.history"));
        officer.sound();
        officer.open(FORCE);
        first(officer, "section[aria-labelledby=pilots] tbody a").click();
        officer.reads(officer.say("pilot.line"));
        officer.sound();
        officer.open("/chains/integrated-circuits/pilots/new").sound();
    }

    private static Locator first(Visit officer, String selector) {
        return officer.main().locator(selector).first();
    }

    /** The second try has an owner and is stored with its task. */
    private void minutes(Visit officer, String task) {
        officer.link("meeting.new").click();
        officer.field("field.taskforce.agenda").fill(task);
        officer.field("field.taskforce.minutes").fill(task);
        officer.field("task.title.row", 1).fill(task);
        officer.field("task.due.row", 1).fill(LocalDate.now(clock).plusDays(30).toString());
        officer.meaning(422).button("meeting.do").click();
        officer.reads(officer.say("field.taskforce.owner"));
        officer.sound();
        first(officer, "select[name=owner] >> nth=0")
                .selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
        officer.button("meeting.do").click();
        officer.reads(officer.say("done.minutes-kept"));
        officer.reads(task);
    }
}
