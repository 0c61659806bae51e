package yanzhen.app.site.web;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.access.Forbidden;
import yanzhen.app.evidence.CommandKeyReused;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

/** Faults on pages: each has a designed page that says what to do next. */
@ControllerAdvice(annotations = Controller.class)
class PageFaults {

    private static final Logger LOG = LoggerFactory.getLogger(PageFaults.class);

    private final MessageSource messages;

    PageFaults(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler(NotFound.class)
    ModelAndView notFound() {
        return page(HttpStatus.NOT_FOUND, "");
    }

    @ExceptionHandler(Forbidden.class)
    ModelAndView forbidden(Forbidden fault, Locale locale) {
        return page(
                HttpStatus.FORBIDDEN,
                messages.getMessage("forbidden." + fault.code(), fault.arguments(), locale));
    }

    @ExceptionHandler(Conflict.class)
    ModelAndView conflict(Conflict fault, Locale locale) {
        return page(
                HttpStatus.CONFLICT,
                messages.getMessage("fault." + fault.code(), fault.arguments(), locale));
    }

    @ExceptionHandler(CommandKeyReused.class)
    ModelAndView keyReused(Locale locale) {
        return page(
                HttpStatus.UNPROCESSABLE_CONTENT,
                messages.getMessage("fault.key-reused", null, locale));
    }

    /** Forms show their problems in place; this is for what comes by another road. */
    @ExceptionHandler(Problems.Refused.class)
    ModelAndView refused(Problems.Refused fault, HandlerMethod handler) {
        var view = page(HttpStatus.UNPROCESSABLE_CONTENT, "");
        view.addObject("module", module(handler.getBeanType()));
        view.addObject("problems", fault.problems().kept());
        return view;
    }

    /** The module of a page, whose words name its fields: the third part of its package. */
    private static String module(Class<?> page) {
        return page.getPackageName().split("\\.", -1)[2];
    }

    /** Names the field where the fault is one of a field. */
    @ExceptionHandler({
        IllegalArgumentException.class,
        MethodArgumentTypeMismatchException.class,
        BindException.class,
        ServletRequestBindingException.class,
        MissingServletRequestPartException.class
    })
    ModelAndView wrong(Exception fault, HandlerMethod handler) {
        LOG.debug("A request was wrong", fault);
        var view = page(HttpStatus.BAD_REQUEST, "");
        view.addObject("module", module(handler.getBeanType()));
        view.addObject("problems", Misread.in(fault).kept());
        return view;
    }

    @ExceptionHandler(DataAccessException.class)
    ModelAndView unfit(DataAccessException fault, Locale locale) {
        var cause = UnfitValue.causeOf(fault);
        return page(HttpStatus.BAD_REQUEST, messages.getMessage(cause.message(), null, locale));
    }

    /** A status without words of its own has those of its family. */
    ModelAndView page(HttpStatus status) {
        return page(status, "");
    }

    /** Said by the words under this key instead of those of the status. */
    ModelAndView page(HttpStatus status, String words, String detail) {
        var view = new ModelAndView("site/fault", status);
        view.addObject("status", status.value());
        view.addObject("words", words);
        view.addObject("detail", detail);
        return view;
    }

    private ModelAndView page(HttpStatus status, String detail) {
        return page(status, words(status), detail);
    }

    private String words(HttpStatus status) {
        var own = String.valueOf(status.value());
        if (messages.getMessage("fault." + own, null, null, Locale.CHINESE) != null) {
            return own;
        }
        return status.is5xxServerError() ? "500" : "400";
    }
}
