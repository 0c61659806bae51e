package yanzhen.app.chain;

import java.util.UUID;

/**
 * 应对: what is being done about a weak link.
 *
 * @param kind challenge, project or outcome
 * @param path address of its page
 * @param state key of its state, shown by the message {@code <kind>.state.<state>}
 */
public record Response(String kind, UUID id, String path, String title, String state) {}
