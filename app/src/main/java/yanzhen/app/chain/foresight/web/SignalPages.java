package yanzhen.app.chain.foresight.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.foresight.Signal;
import yanzhen.app.chain.foresight.Signals;
import yanzhen.app.chain.foresight.Signals.Query;
import yanzhen.app.chain.foresight.Signals.Sort;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** 征兆: searched, noted, looked at, withdrawn. */
@Controller
class SignalPages {

    private static final String SIGNALS = "/foresight/signals";
    private static final int ROWS = 30;
    private static final int EXPORTED = 10_000;

    private static final List<String> HEADS =
            List.of(
                    "signal.title",
                    "signal.detail",
                    "signal.seen-at",
                    "foresight.about",
                    "signal.tags",
                    "foresight.source",
                    "foresight.as-of",
                    "foresight.confidence",
                    "foresight.recorded",
                    "foresight.recorded-by");

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String chain,
            @Nullable String tag,
            @Nullable String state,
            @Nullable Sort sort,
            @Nullable Boolean desc,
            @Nullable String cursor) {

        Query query() {
            return new Query(
                    Typed.text(q),
                    Typed.text(chain),
                    Typed.text(tag),
                    "withdrawn".equals(state),
                    sort == null ? Sort.DAY : sort,
                    Boolean.TRUE.equals(desc));
        }
    }

    /** All that the list's template may read. */
    record Listing(
            List<Line> lines,
            long found,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Query query,
            List<Choice> chains,
            List<Choice> tags,
            boolean mayNote) {}

    record Line(
            UUID id,
            String title,
            String detail,
            String seenAt,
            List<Words.About> about,
            List<String> tags,
            Words.Source source,
            String recorded,
            @Nullable String recordedBy,
            @Nullable String withdrawnBecause,
            boolean synthetic) {}

    /** All that the form's template may read. */
    record Form(NewSignals.Typing typed, List<Choice> chains, List<String> confidences) {}

    /** The form that withdraws. */
    record Withdrawal(@Nullable String key, @Nullable String reason) {}

    record NoteCommand(Signal.Note note) {}

    record WithdrawCommand(UUID signal, String reason) {}

    private final Signals signals;
    private final Words words;
    private final Commands commands;

    SignalPages(Signals signals, Words words, Commands commands) {
        this.signals = signals;
        this.words = words;
        this.commands = commands;
    }

    @GetMapping(SIGNALS)
    String list(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query();
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        Slice<Signal> slice = signals.search(query, after, ROWS);
        var places = words.places();
        model.addAttribute(
                "listing",
                new Listing(
                        slice.items().stream().map(it -> line(it, places, locale)).toList(),
                        signals.count(query),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        words.chains(locale),
                        signals.tags().stream().map(it -> new Choice(it, it)).toList(),
                        words.may("GET", SIGNALS + "/new")));
        return "foresight/signals";
    }

    private static ListAddress address(Query query) {
        return ListAddress.of(SIGNALS)
                .with("q", query.words())
                .with("chain", query.chain())
                .with("tag", query.tag())
                .with("state", query.withdrawn() ? "withdrawn" : "")
                .sorted(query.sort(), query.turned())
                .largestFirst(Sort.DAY, Sort.RECORDED);
    }

    private Line line(Signal it, Words.Places places, Locale locale) {
        var note = it.note();
        return new Line(
                it.id(),
                note.title(),
                note.detail(),
                note.seenAt(),
                places.said(note.concerns(), locale),
                note.tags(),
                Words.Source.of(note.source()),
                words.said(it.recordedAt()),
                it.recordedBy(),
                it.withdrawnBecause(),
                it.synthetic());
    }

    @GetMapping(SIGNALS + "/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet =
                new Sheet(words.say("signals.title", locale), HEADS, it -> words.say(it, locale));
        var places = words.places();
        for (var it : signals.search(asked.query(), null, EXPORTED).items()) {
            var line = line(it, places, locale);
            sheet.add(
                    line.title,
                    line.detail,
                    line.seenAt,
                    String.join("; ", line.about.stream().map(Words.About::name).toList()),
                    String.join("; ", line.tags),
                    line.source.title(),
                    line.source.asOf(),
                    words.say("confidence." + line.source.confidence(), locale),
                    line.recorded,
                    line.recordedBy == null ? "" : line.recordedBy);
        }
        return sheet.download(kind);
    }

    @GetMapping(SIGNALS + "/new")
    ModelAndView blank(Locale locale) {
        return form(NewSignals.Typing.nothing(), new Problems(), locale);
    }

    @PostMapping(SIGNALS)
    ModelAndView note(
            @ModelAttribute NewSignals.Typing typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var note = NewSignals.read(typed, words.places(), words.today(), problems);
        if (note == null) {
            return form(typed, problems, locale);
        }
        var answer =
                commands.once(
                        Typed.text(typed.key()),
                        new NoteCommand(note),
                        () -> signals.note(note).toString());
        flash.addFlashAttribute("done", "signal-noted");
        return new ModelAndView("redirect:" + SIGNALS + "/" + answer.value());
    }

    private ModelAndView form(NewSignals.Typing typed, Problems problems, Locale locale) {
        var view = FormPage.of("foresight/signal-form", problems);
        view.addObject(
                "form",
                new Form(
                        typed,
                        words.chains(locale),
                        Arrays.stream(Confidence.values()).map(Enum::name).toList()));
        return view;
    }

    @GetMapping(SIGNALS + "/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), locale);
    }

    private ModelAndView page(UUID id, Problems problems, Locale locale) {
        var signal = signals.find(id).orElseThrow(() -> new NotFound("signal", id));
        var view = FormPage.of("foresight/signal", problems);
        view.addObject("signal", line(signal, words.places(), locale));
        view.addObject("mayNote", words.may("GET", SIGNALS + "/new"));
        return view;
    }

    @PostMapping(SIGNALS + "/{id}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @ModelAttribute Withdrawal typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return page(id, problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new WithdrawCommand(id, reason),
                id,
                () -> signals.withdraw(id, reason));
        flash.addFlashAttribute("done", "signal-withdrawn");
        return new ModelAndView("redirect:" + SIGNALS + "/" + id);
    }
}
