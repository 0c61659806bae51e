package yanzhen.app.challenge.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Delivery.Project;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.evidence.Files;
import yanzhen.app.evidence.Uploads;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** 提交: evidence files with their submission, all of it or nothing. */
@Component
class Handing {

    private static final int NOTE = 2_000;

    private record SubmitCommand(UUID milestone, String note, List<String> files) {}

    private final Delivery delivery;
    private final Files files;
    private final Commands commands;

    Handing(Delivery delivery, Files files, Commands commands) {
        this.delivery = delivery;
        this.files = files;
        this.commands = commands;
    }

    /**
     * Files and submission are one transaction; the same command sent twice keeps one.
     *
     * @return nothing when there are problems
     */
    @Nullable Answer in(
            String key,
            Project project,
            UUID milestone,
            String note,
            @Nullable List<MultipartFile> uploads,
            Problems problems) {
        var chosen = Uploads.of("file", uploads).required(problems).check(problems);
        var text = Typed.text("note", note, 0, NOTE, problems);
        if (!problems.none()) {
            return null;
        }
        try {
            return commands.once(
                    key,
                    new SubmitCommand(milestone, text, chosen.described()),
                    project.id(),
                    () -> delivery.submit(milestone, text, stored(chosen, project)));
        } catch (Files.Unacceptable e) {
            e.tell("file", problems);
            return null;
        }
    }

    private List<UUID> stored(Uploads chosen, Project project) {
        return chosen.store(files, project.organisation()).stream()
                .map(Files.StoredFile::id)
                .toList();
    }
}
