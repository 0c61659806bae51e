package yanzhen.app.site.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.format.Formatter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import yanzhen.app.site.Typed;

/**
 * Both languages: Chinese unless English was asked for. A page is asked with {@code ?lang=en},
 * remembered by a cookie; the API with the header Accept-Language, since programs keep no cookies.
 */
@Configuration(proxyBeanMethods = false)
class SiteConfiguration implements WebMvcConfigurer {

    private final Frame frame;

    SiteConfiguration(Frame frame) {
        this.frame = frame;
    }

    /** Every {@code i18n/<module>_zh.properties} of the class path with its English twin. */
    @Bean
    static MessageSource messageSource() throws IOException {
        var source = new ReloadableResourceBundleMessageSource();
        var files =
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:i18n/*_zh.properties");
        source.setBasenames(
                Arrays.stream(files)
                        .map(file -> String.valueOf(file.getFilename()))
                        .map(name -> "classpath:i18n/" + name.replace("_zh.properties", ""))
                        .sorted()
                        .toArray(String[]::new));
        source.setDefaultEncoding("UTF-8");
        source.setDefaultLocale(Locale.CHINESE);
        source.setFallbackToSystemLocale(false);
        return source;
    }

    @Bean
    static LocaleResolver localeResolver() {
        var resolver = new OnlyTwo("lang");
        resolver.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var change = new LocaleChangeInterceptor();
        change.setParamName("lang");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
        registry.addInterceptor(frame);
    }

    /** Days in addresses and forms are written 2021-03-31, whatever the language of the page. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addFormatterForFieldType(LocalDate.class, new WrittenDay());
    }

    private static final class WrittenDay implements Formatter<LocalDate> {

        @Override
        public LocalDate parse(String text, Locale locale) {
            return Typed.written(LocalDate.parse(text.strip()));
        }

        @Override
        public String print(LocalDate day, Locale locale) {
            return day.toString();
        }
    }

    /** Anything but English counts as Chinese. */
    private static final class OnlyTwo extends CookieLocaleResolver {

        OnlyTwo(String cookie) {
            super(cookie);
        }

        @Override
        public LocaleContext resolveLocaleContext(HttpServletRequest request) {
            return ofApi(request) && request.getAttribute(LOCALE_REQUEST_ATTRIBUTE_NAME) == null
                    ? new SimpleLocaleContext(accepted(request))
                    : super.resolveLocaleContext(request);
        }

        @Override
        public Locale resolveLocale(HttpServletRequest request) {
            var locale = resolveLocaleContext(request).getLocale();
            return locale == null ? Locale.SIMPLIFIED_CHINESE : locale;
        }

        /** What was asked for, although the answer to a fault has a path of its own. */
        private static boolean ofApi(HttpServletRequest request) {
            var path =
                    request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String it
                            ? it
                            : request.getRequestURI();
            return path.startsWith(request.getContextPath() + "/api/");
        }

        /** The first of both that the sender likes. */
        private static Locale accepted(HttpServletRequest request) {
            var header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
            try {
                return Locale.LanguageRange.parse(header == null ? "zh" : header).stream()
                        .filter(it -> it.getWeight() > 0)
                        .map(Locale.LanguageRange::getRange)
                        .filter(it -> it.matches("(zh|en)(-.*)?"))
                        .findFirst()
                        .filter(it -> it.startsWith("en"))
                        .map(_ -> Locale.ENGLISH)
                        .orElse(Locale.SIMPLIFIED_CHINESE);
            } catch (IllegalArgumentException e) {
                return Locale.SIMPLIFIED_CHINESE;
            }
        }

        @Override
        protected Locale parseLocaleValue(String value) {
            return value.startsWith("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        }
    }
}
