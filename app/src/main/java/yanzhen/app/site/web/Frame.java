package yanzhen.app.site.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.UriComponentsBuilder;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.pack.LoadedPacks;
import yanzhen.app.site.Bell;
import yanzhen.app.site.RailEntry;

/**
 * What the layout of every page may read: {@code frame}, {@code viewer} and {@code commandKey}.
 *
 * <p>They are attributes of the request, so that pages of faults have them too. {@code commandKey}
 * is a fresh key for the form of this page: sending it twice does the work once.
 */
@Component
class Frame implements HandlerInterceptor {

    /**
     * The frame of a page.
     *
     * @param rail entries that this viewer may open
     * @param english whether the page is in English
     * @param otherLanguage address of the same page in the other language
     * @param demonstration whether synthetic records are loaded
     * @param bells signs beside the viewer's name; empty for visitors
     */
    record Of(
            List<Link> rail,
            boolean english,
            String otherLanguage,
            boolean demonstration,
            List<Ring> bells) {}

    record Link(String key, String path, boolean here) {}

    /** A bell; it counts when the layout asks, so that an answer without a layout costs nothing. */
    static final class Ring {

        private final Bell bell;

        Ring(Bell bell) {
            this.bell = bell;
        }

        public String getKey() {
            return bell.key();
        }

        public String getPath() {
            return bell.path();
        }

        /** 0 where it cannot be counted: the page of a fault still has its frame. */
        public long count() {
            try {
                return bell.count();
            } catch (DataAccessException | TransactionException e) {
                return 0;
            }
        }
    }

    private final Viewers viewers;
    private final List<Ring> bells;
    private final LoadedPacks packs;
    private final Map<Role, List<RailEntry>> entries = new EnumMap<>(Role.class);

    Frame(
            Viewers viewers,
            Matrix matrix,
            LoadedPacks packs,
            ObjectProvider<RailEntry> entries,
            ObjectProvider<Bell> bells) {
        this.packs = packs;
        this.bells = bells.orderedStream().map(Ring::new).toList();
        this.viewers = viewers;
        var all = entries.stream().sorted(Comparator.comparingInt(RailEntry::order)).toList();
        for (var role : Role.values()) {
            this.entries.put(role, admitted(matrix, role, all));
        }
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod && !request.getRequestURI().contains("/api/")) {
            request.setAttribute("viewer", viewers.current());
            request.setAttribute("commandKey", UUID.randomUUID().toString());
            request.setAttribute("frame", frame(request));
        }
        return true;
    }

    private Of frame(HttpServletRequest request) {
        boolean english = RequestContextUtils.getLocale(request).getLanguage().equals("en");
        var path = asked(request).substring(request.getContextPath().length());
        return new Of(
                rail(path),
                english,
                inLanguage(request, english ? "zh" : "en"),
                packs.demonstration(),
                viewers.current().signedIn() ? bells : List.of());
    }

    private List<Link> rail(String path) {
        return entries.getOrDefault(viewers.current().role(), List.of()).stream()
                .map(entry -> new Link(entry.key(), entry.path(), isHere(entry.path(), path)))
                .toList();
    }

    /** The matrix does not change while the application runs; asking it once per role is enough. */
    private static List<RailEntry> admitted(Matrix matrix, Role role, List<RailEntry> all) {
        return all.stream().filter(it -> matrix.admits(role, "GET", it.path())).toList();
    }

    private static boolean isHere(String entry, String path) {
        return path.equals(entry) || (!entry.equals("/") && path.startsWith(entry + "/"));
    }

    /** The path that was asked for, although the page of a fault has one of its own. */
    private static String asked(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String it
                ? it
                : request.getRequestURI();
    }

    private static String inLanguage(HttpServletRequest request, String language) {
        if (!mayBeAskedAgain(request)) {
            return "/?lang=" + language;
        }
        return UriComponentsBuilder.fromPath(asked(request))
                .query(request.getQueryString())
                .replaceQueryParam("lang", language)
                .build()
                .toUriString();
    }

    /** Not what was sent with a form; and no path that a browser would take for another host. */
    private static boolean mayBeAskedAgain(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null) {
            return request.getMethod().equals("GET");
        }
        return "GET".equals(request.getAttribute(RequestDispatcher.ERROR_METHOD))
                && asked(request).matches("/[^/\\\\].*|/");
    }
}
