package yanzhen.app.cluster.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Imports;
import yanzhen.app.cluster.LikelyRows;
import yanzhen.app.cluster.LikelyRows.Answer;
import yanzhen.app.evidence.Commands;
import yanzhen.app.site.NotFound;

/** 待核对的行: answers for some rows of a table, or for all that are open. */
@Controller
class LikelyRowsPage {

    private record AnswerCommand(UUID job, List<Integer> rows, Answer answer) {}

    private final Imports imports;
    private final LikelyRows rows;
    private final Commands commands;

    LikelyRowsPage(Imports imports, LikelyRows rows, Commands commands) {
        this.imports = imports;
        this.rows = rows;
        this.commands = commands;
    }

    @PostMapping("/organisations/imports/{id}/likely-same")
    String settle(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable List<Integer> row,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam Answer answer,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        if (imports.find(id).isEmpty()) {
            throw new NotFound("import", id);
        }
        var chosen = all ? open(id) : row == null ? List.<Integer>of() : row;
        if (chosen.isEmpty()) {
            flash.addFlashAttribute("noneChosen", true);
        } else {
            var command =
                    new AnswerCommand(id, chosen.stream().sorted().distinct().toList(), answer);
            var settled =
                    commands.once(
                            key,
                            command,
                            () -> String.valueOf(rows.settle(id, command.rows, answer)));
            flash.addFlashAttribute("settled", Integer.valueOf(settled.value()));
        }
        return "redirect:/organisations/imports/" + id + "#likely";
    }

    private List<Integer> open(UUID id) {
        return rows.of(id, 0, Integer.MAX_VALUE).stream()
                .filter(it -> it.answer() == null)
                .map(LikelyRows.Row::line)
                .toList();
    }
}
