package yanzhen.app.challenge.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** 提交: evidence files with their submission, all of it or nothing. */
@Component
class Handing {

    private static final int NOTE = 2_000;
    private static final int MOST_FILES = 20;

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
        var chosen = chosen(uploads, problems);
        var text = Typed.text("note", note, 0, NOTE, problems);
        if (!problems.none()) {
            return null;
        }
        try {
            return commands.once(
                    key,
                    new SubmitCommand(milestone, text, names(chosen)),
                    project.id(),
                    () -> delivery.submit(milestone, text, store(chosen, project.organisation())));
        } catch (Files.Unacceptable e) {
            problems.add("", null, "file", e.name(), e.code());
            return null;
        }
    }

    private static List<MultipartFile> chosen(
            @Nullable List<MultipartFile> uploads, Problems problems) {
        var chosen =
                uploads == null
                        ? List.<MultipartFile>of()
                        : uploads.stream().filter(it -> !name(it).isEmpty()).toList();
        if (chosen.isEmpty()) {
            problems.add("", null, "file", "", "required");
        }
        if (chosen.size() > MOST_FILES) {
            var most = String.valueOf(MOST_FILES);
            problems.add("", null, "file", String.valueOf(chosen.size()), "files-many", most);
        }
        chosen.stream()
                .filter(it -> it.getSize() > Files.MOST_BYTES)
                .forEach(it -> problems.add("", null, "file", name(it), "file-too-large"));
        return chosen;
    }

    private static String name(MultipartFile upload) {
        var name = upload.getOriginalFilename();
        return name == null ? "" : name;
    }

    /** Names and sizes: another file under the same name is another command. */
    private static List<String> names(List<MultipartFile> uploads) {
        return uploads.stream().map(it -> name(it) + " " + it.getSize()).toList();
    }

    private List<UUID> store(List<MultipartFile> uploads, UUID organisation) {
        var ids = new ArrayList<UUID>();
        for (var upload : uploads) {
            try (var content = upload.getInputStream()) {
                ids.add(files.store(name(upload), content, organisation).id());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ids;
    }
}
