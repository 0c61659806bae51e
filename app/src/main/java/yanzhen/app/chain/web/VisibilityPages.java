package yanzhen.app.chain.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Role;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Visibility;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 可见级别: setting that of a node or of a whole chain. */
@Controller
class VisibilityPages {

    private static final String NODE = "/chains/{chain}/nodes/{node}/level";
    private static final String CHAIN = "/chains/{key}/level";

    /** What the form sends. */
    record Typing(@Nullable String key, @Nullable String level, @Nullable String reason) {}

    /**
     * All that the template may read.
     *
     * @param node name of the node; null for a whole chain
     * @param path address of what is shown after it
     * @param floor level of the chain, below which the node's own counts for nothing
     */
    record Form(
            String chain,
            String chainName,
            @Nullable String node,
            String path,
            int present,
            int floor,
            List<Choice> levels,
            Typing typed) {}

    record Choice(int level, String name, String say, String roles) {}

    record NodeCommand(UUID node, int level, String reason) {}

    record ChainCommand(String chain, int level, String reason) {}

    private final Atlas atlas;
    private final Visibility visibility;
    private final Commands commands;
    private final MessageSource messages;

    VisibilityPages(Atlas atlas, Visibility visibility, Commands commands, MessageSource messages) {
        this.atlas = atlas;
        this.visibility = visibility;
        this.commands = commands;
        this.messages = messages;
    }

    @GetMapping(NODE + "/edit")
    ModelAndView ofNode(@PathVariable String chain, @PathVariable UUID node, Locale locale) {
        return page(nodeForm(chain, node, null, locale), new Problems());
    }

    @PostMapping(NODE)
    ModelAndView protectNode(
            @PathVariable String chain,
            @PathVariable UUID node,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var form = nodeForm(chain, node, typed, locale);
        var problems = new Problems();
        var level = level(typed, problems);
        var reason = Typed.reason(typed.reason, problems);
        if (level == null || !problems.none()) {
            return page(form, problems);
        }
        commands.once(
                Typed.text(typed.key),
                new NodeCommand(node, level, reason),
                node,
                () -> visibility.protect(node, level, reason));
        flash.addFlashAttribute("done", "level-set");
        return new ModelAndView("redirect:" + form.path);
    }

    @GetMapping(CHAIN + "/edit")
    ModelAndView ofChain(@PathVariable String key, Locale locale) {
        return page(chainForm(key, null, locale), new Problems());
    }

    @PostMapping(CHAIN)
    ModelAndView protectChain(
            @PathVariable("key") String chain,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var form = chainForm(chain, typed, locale);
        var problems = new Problems();
        var level = level(typed, problems);
        var reason = Typed.reason(typed.reason, problems);
        if (level == null || !problems.none()) {
            return page(form, problems);
        }
        commands.once(
                Typed.text(typed.key),
                new ChainCommand(chain, level, reason),
                () -> {
                    visibility.protect(chain, level, reason);
                    return chain;
                });
        flash.addFlashAttribute("done", "level-set");
        return new ModelAndView("redirect:" + form.path);
    }

    private @Nullable Integer level(Typing typed, Problems problems) {
        var text = Typed.text(typed.level);
        var known =
                visibility.levels().stream()
                        .filter(it -> String.valueOf(it.level()).equals(text))
                        .findFirst();
        if (known.isEmpty()) {
            problems.add(
                    "", null, "level", text, text.isEmpty() ? "required" : "unknown-reference");
        }
        return known.map(Visibility.Level::level).orElse(null);
    }

    private Form nodeForm(String chain, UUID id, @Nullable Typing typed, Locale locale) {
        var map = atlas.map(chain).orElseThrow(() -> new NotFound("chain", chain));
        var node = map.node(id).orElseThrow(() -> new NotFound("node", id));
        var marked = visibility.of(id);
        return new Form(
                chain,
                map.chain().name().in(locale),
                node.name().in(locale),
                "/chains/" + chain + "/nodes/" + id,
                marked.own(),
                marked.chain(),
                choices(locale),
                typed == null ? new Typing(null, String.valueOf(marked.own()), "") : typed);
    }

    private Form chainForm(String chain, @Nullable Typing typed, Locale locale) {
        var map = atlas.map(chain).orElseThrow(() -> new NotFound("chain", chain));
        int present = visibility.ofChain(chain);
        return new Form(
                chain,
                map.chain().name().in(locale),
                null,
                "/chains/" + chain,
                present,
                0,
                choices(locale),
                typed == null ? new Typing(null, String.valueOf(present), "") : typed);
    }

    private List<Choice> choices(Locale locale) {
        return visibility.levels().stream()
                .map(it ->
                        new Choice(
                                it.level(),
                                it.name().in(locale),
                                it.say().in(locale),
                                Arrays.stream(Role.values())
                                        .filter(it.roles()::contains)
                                        .map(role ->
                                                messages.getMessage(
                                                        "role." + role.name(), null, locale))
                                        .collect(
                                                Collectors.joining(
                                                        messages.getMessage(
                                                                "chain.and", null, locale)))))
                .toList();
    }

    private static ModelAndView page(Form form, Problems problems) {
        return FormPage.of("chain/level-form", problems).addObject("form", form);
    }
}
