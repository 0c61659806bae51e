package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.foresight.Studies;
import yanzhen.app.chain.foresight.Study;

/** From a candidate over a study of two rounds to a topic and a challenge on the wall. */
@BrowserTest
class ForesightBrowserTests {

    @Autowired ApplicationContext application;
    @Autowired Accounts accounts;
    @Autowired Studies studies;
    @Autowired Clock clock;

    @ParameterizedTest
    @EnumSource
    void leadsFromACandidateToAPublishedChallenge(Language language, Visits visits) {
        var demonstration = Demonstration.loaded(application);
        var officer = visits.in(language);
        var name = (language == Language.ZH ? "试验技术" : "A technology ") + UUID.randomUUID();
        officer.logIn(
                demonstration.account(Role.CITY_OFFICER).login(), Accounts.DEMONSTRATION_PASSWORD);

        addCandidate(officer, name);
        var study = setStudy(officer, name);
        var visitor = visits.in(language);
        var expert = demonstration.account(Role.EXPERT);
        answerInTheBrowser(visitor, expert, study);
        answerAll(study, expert, 4);
        turn(officer, "CLOSE_FIRST");
        officer.sound();
        turn(officer, "OPEN_SECOND");
        answerInTheBrowser(visitor, expert, study);
        answerAll(study, expert, 5);
        turn(officer, "CLOSE_SECOND");
        officer.reads(officer.say("study.agreed.yes"));
        officer.sound();

        makeTopic(officer, name);
        var topic = officer.page().url();
        publish(officer, name);
        officer.open(topic.replaceFirst("https?://[^/]+", "").replaceFirst("\\?.*", ""));
        officer.reads(officer.say("response.challenge.published"));
        officer.reads(officer.say("topic.state.MOVED"));
        officer.sound();
    }

    private static void addCandidate(Visit officer, String name) {
        officer.rail("foresight").click();
        officer.sound();
        officer.link("candidate.new").click();
        officer.field("field.foresight.nameZh").fill(name);
        officer.field("field.foresight.nameEn").fill(name + " en");
        officer.page().locator("select[name=horizon]").selectOption("within-3");
        officer.page().locator("input[name=chains]").first().check();
        officer.sound();
        officer.button("candidate.do").click();
        officer.reads(officer.say("done.candidate-added"));
        officer.sound();
    }

    private UUID setStudy(Visit officer, String name) {
        var today = LocalDate.now(clock);
        officer.open("/foresight/studies/new");
        officer.field("field.foresight.title").fill(name);
        officer.main().locator("label.check", with(name)).locator("input").check();
        for (var box : officer.page().locator("input[name=experts]").all()) {
            box.check();
        }
        officer.field("field.foresight.firstOpens").fill(today.toString());
        officer.field("field.foresight.firstCloses").fill(today.plusDays(2).toString());
        officer.field("field.foresight.secondOpens").fill(today.plusDays(4).toString());
        officer.field("field.foresight.secondCloses").fill(today.plusDays(6).toString());
        officer.button("study.do").click();
        officer.reads(officer.say("done.study-set"));
        officer.sound();
        return UUID.fromString(
                officer.page().url().replaceFirst(".*/studies/([0-9a-f-]{36}).*", "$1"));
    }

    private static com.microsoft.playwright.Locator.LocatorOptions with(String text) {
        return new com.microsoft.playwright.Locator.LocatorOptions().setHasText(text);
    }

    private static void answerInTheBrowser(Visit visit, Account expert, UUID study) {
        if (visit.page().url().equals("about:blank")) {
            visit.logIn(expert.login(), Accounts.DEMONSTRATION_PASSWORD);
        }
        visit.open("/foresight/studies/" + study);
        visit.page().locator("select[name^=importance]").selectOption("4");
        visit.page().locator("select[name^=feasibility]").selectOption("4");
        visit.sound();
        visit.button("study.answer.do").click();
        visit.reads(visit.say("done.study-answered"));
    }

    /** The others answer without a browser. */
    private void answerAll(UUID study, Account first, int importance) {
        var all = Viewers.doAs(Viewer.SYSTEM, accounts::demonstration);
        for (var it : all) {
            if (it.role() == Role.EXPERT && !it.id().equals(first.id())) {
                var viewer = new Viewer(it.id(), it.name(), Role.EXPERT, Set.of(), null);
                Viewers.doAs(
                        viewer,
                        () -> {
                            var asked = studies.find(study).orElseThrow().candidates();
                            studies.answer(
                                    study,
                                    List.of(
                                            new Study.Answer(
                                                    asked.getFirst(),
                                                    importance,
                                                    4,
                                                    null,
                                                    3,
                                                    "因为")));
                        });
            }
        }
    }

    private static void turn(Visit officer, String move) {
        officer.page().reload();
        officer.page().locator("form[action$='/turn'] input[name=reason]").fill("提前");
        officer.button("study.turn." + move).click();
        officer.reads(officer.say("done.study-turned"));
    }

    private static void makeTopic(Visit officer, String name) {
        officer.linkOf(name + (officer.language() == Language.EN ? " en" : "")).first().click();
        officer.link("topic.new").click();
        officer.field("field.foresight.lead").fill("试验院");
        officer.field("field.foresight.budget").fill("100000");
        officer.sound();
        officer.button("topic.do").click();
        officer.reads(officer.say("done.topic-added"));
        officer.sound();
    }

    /** The form knows the topic; what is missing is typed, and it hangs on the wall. */
    private void publish(Visit officer, String name) {
        officer.link("topic.challenge").click();
        officer.reads(officer.say("challenge.topic"));
        officer.sound();
        officer.page().locator("select[name=category]").selectOption("OTHER");
        officer.field("challenge.description").fill(name);
        officer.field("target.metric").fill("MTBF");
        officer.field("target.value").fill("1000");
        officer.field("target.unit").fill("h");
        officer.field("target.test").fill("GB/T 5080.7");
        officer.field("challenge.reward").fill("8000000");
        officer.field("challenge.payer").fill("市级专项资金");
        officer.field("challenge.ip").fill("归揭榜单位");
        officer.field("challenge.use").fill("一年内采购");
        officer.field("challenge.deliver").fill(LocalDate.now(clock).plusMonths(9).toString());
        officer.field("challenge.deadline")
                .fill(
                        LocalDateTime.now(clock)
                                .plus(Duration.ofDays(3))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        officer.button("challenge.save").click();
        officer.button("challenge.publish").click();
        officer.reads(officer.say("done.published"));
        officer.reads(officer.say("challenge.topic"));
        assertThat(officer.heading()).isVisible();
    }
}
