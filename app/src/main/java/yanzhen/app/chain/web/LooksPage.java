package yanzhen.app.chain.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.chain.Looks;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 查阅记录: who looked at protected supplier data; for auditors. */
@Controller
class LooksPage {

    private static final int ROWS = 50;
    private static final int EXPORTED = 10_000;

    /** All that the template may read. */
    record Page(
            List<Line> lines,
            String who,
            String what,
            List<String> all,
            @Nullable String next,
            boolean first,
            boolean filtered,
            ListAddress address) {}

    record Line(String at, String who, String role, String what, String detail) {}

    private final Looks looks;
    private final NetworkWords words;

    LooksPage(Looks looks, NetworkWords words) {
        this.looks = looks;
        this.words = words;
    }

    @GetMapping("/looks")
    String show(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(required = false) Looks.@Nullable What what,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        var name = Typed.text(who);
        var before =
                Cursor.read(cursor, 1).map(it -> look(it.values().getFirst(), cursor)).orElse(null);
        var found = looks.latest(before, name, what, ROWS + 1);
        model.addAttribute(
                "page",
                new Page(
                        found.stream().limit(ROWS).map(this::line).toList(),
                        name,
                        what == null ? "" : what.name(),
                        Arrays.stream(Looks.What.values()).map(Enum::name).toList(),
                        found.size() > ROWS
                                ? Cursor.after(found.get(ROWS - 1).id()).toString()
                                : null,
                        before == null,
                        !name.isEmpty() || what != null,
                        address(name, what)));
        return "chain/looks";
    }

    private static UUID look(String text, @Nullable String cursor) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Cursor.foreign(cursor);
        }
    }

    private static ListAddress address(String who, Looks.@Nullable What what) {
        return ListAddress.of("/looks")
                .with("who", who)
                .with("what", what == null ? "" : what.name());
    }

    private Line line(Looks.Look it) {
        return new Line(words.at(it.at()), it.who(), it.role(), it.what().name(), it.detail());
    }

    @GetMapping("/looks/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form,
            @RequestParam(defaultValue = "") String who,
            @RequestParam(required = false) Looks.@Nullable What what,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet =
                new Sheet(
                        "looks",
                        List.of("look.at", "look.who", "look.role", "look.what", "look.detail"),
                        it -> words.say(it, locale));
        looks.latest(null, Typed.text(who), what, EXPORTED).stream()
                .map(this::line)
                .forEach(it ->
                        sheet.add(
                                it.at,
                                it.who,
                                words.say("role." + it.role, locale),
                                words.say("look." + it.what, locale),
                                it.detail));
        return sheet.download(kind);
    }
}
