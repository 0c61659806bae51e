package yanzhen.app.evidence.web;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.evidence.Files;
import yanzhen.app.evidence.Files.StoredFile;

/** Gives a file to those who may see its record, always as a download. */
@Controller
class FileDownload {

    private final Files files;

    FileDownload(Files files) {
        this.files = files;
    }

    @GetMapping("/files/{id}")
    ResponseEntity<InputStreamResource> download(@PathVariable UUID id) {
        return files.find(id).map(this::answer).orElseGet(() -> ResponseEntity.notFound().build());
    }

    private ResponseEntity<InputStreamResource> answer(StoredFile file) {
        var attachment =
                ContentDisposition.attachment()
                        .filename(file.name(), StandardCharsets.UTF_8)
                        .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .contentLength(file.bytes())
                .body(new InputStreamResource(files.open(file)));
    }

    @ExceptionHandler(Files.Changed.class)
    ModelAndView changed() {
        return new ModelAndView("evidence/changed", HttpStatus.CONFLICT);
    }
}
