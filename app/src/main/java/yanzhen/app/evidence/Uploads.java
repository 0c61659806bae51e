package yanzhen.app.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import yanzhen.app.evidence.Files.StoredFile;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

/** 所选文件: what was chosen in one field of a form, on its way to be kept. */
public record Uploads(String field, List<MultipartFile> files) {

    /** Most files of one form. */
    public static final int MOST = 20;

    public Uploads {
        files = List.copyOf(files);
    }

    /**
     * Those that are there: a browser sends an empty part where nothing was chosen.
     *
     * @param sent null when the form came without any
     */
    public static Uploads of(String field, @Nullable List<MultipartFile> sent) {
        return new Uploads(
                field,
                sent == null
                        ? List.of()
                        : sent.stream().filter(it -> !name(it).isEmpty()).toList());
    }

    private static String name(MultipartFile file) {
        var name = file.getOriginalFilename();
        return name == null ? "" : name;
    }

    /** Complains when there is none. */
    public Uploads required(Problems problems) {
        if (files.isEmpty()) {
            problems.add("", null, field, "", "required");
        }
        return this;
    }

    /** Complains of too many, and of each that is too large. */
    public Uploads check(Problems problems) {
        if (files.size() > MOST) {
            problems.add(
                    "",
                    null,
                    field,
                    String.valueOf(files.size()),
                    "files-many",
                    String.valueOf(MOST));
        }
        files.stream()
                .filter(it -> it.getSize() > Files.MOST_BYTES)
                .forEach(it -> problems.add("", null, field, name(it), "file-too-large"));
        return this;
    }

    /** Names and sizes: another file under the same name is another command. */
    public List<String> described() {
        return files.stream().map(it -> name(it) + " " + it.getSize()).toList();
    }

    /**
     * Keeps all of them, or none.
     *
     * @throws Files.Unacceptable with what is wrong with each that is not taken
     */
    public List<StoredFile> store(Files kept, UUID organisation) {
        if (files.size() > 1) {
            checkAll(kept);
        }
        var stored = new ArrayList<StoredFile>();
        for (var file : files) {
            try (var content = file.getInputStream()) {
                stored.add(kept.store(name(file), content, organisation));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return stored;
    }

    private void checkAll(Files kept) {
        var found = new ArrayList<Problem>();
        for (var file : files) {
            try (var content = file.getInputStream()) {
                found.addAll(kept.check(name(file), content));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!found.isEmpty()) {
            throw new Files.Unacceptable(found);
        }
    }
}
