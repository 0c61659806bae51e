# Sourced by mvnw and by yanzhen. Sets JAVA_HOME to a JDK 25, wherever one is.
# Sourced by mvnw it also fetches Maven through an installed mvn, when there is one,
# so that the user's own mirror settings hold.

# Java reads file names by the locale; without one a path with Chinese in it would not be found.
case $(locale charmap 2>/dev/null || echo UTF-8) in
UTF-8 | utf8) ;;
*)
  LC_ALL=C.UTF-8
  export LC_ALL
  ;;
esac

yanzhen_is_jdk25() {
  [ -n "${1-}" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] \
    && grep -q '^JAVA_VERSION="25[".+-]' "$1/release"
}

yanzhen_jdk25() {
  if yanzhen_is_jdk25 "${JAVA_HOME-}"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  if yanzhen_is_jdk25 "${JAVA25_HOME-}"; then
    printf '%s\n' "$JAVA25_HOME"
    return 0
  fi
  yanzhen_java=$(command -v java 2>/dev/null || :)
  if [ -n "$yanzhen_java" ]; then
    # A link such as /usr/bin/java leads to the JDK that owns it.
    yanzhen_java=$(readlink -f "$yanzhen_java" 2>/dev/null || printf '%s\n' "$yanzhen_java")
    yanzhen_home=$(dirname "$(dirname "$yanzhen_java")")
    if yanzhen_is_jdk25 "$yanzhen_home"; then
      printf '%s\n' "$yanzhen_home"
      return 0
    fi
  fi
  if [ -x /usr/libexec/java_home ]; then
    yanzhen_home=$(/usr/libexec/java_home -v 25 2>/dev/null || :)
    if yanzhen_is_jdk25 "$yanzhen_home"; then
      printf '%s\n' "$yanzhen_home"
      return 0
    fi
  fi
  # mvnw switches file patterns off; the subshell of the caller keeps this to itself.
  set +f
  for yanzhen_home in /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if yanzhen_is_jdk25 "$yanzhen_home"; then
      printf '%s\n' "$yanzhen_home"
      return 0
    fi
  done
  return 1
}

yanzhen_fetch_maven() {
  command -v mvn >/dev/null 2>&1 || return 0
  yanzhen_to="$MAVEN_HOME.new.$$"
  rm -rf "$yanzhen_to"
  mkdir -p "$yanzhen_to/zip" || return 0
  # Away from this folder, whose .mvn/jvm.config the installed Maven must not read.
  if (cd "$yanzhen_to" && mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact=org.apache.maven:apache-maven:3.9.16:zip:bin \
    -DoutputDirectory="$yanzhen_to/zip") >/dev/null 2>&1; then
    yanzhen_zip="$yanzhen_to/zip/apache-maven-3.9.16-bin.zip"
    yanzhen_sum=$( (sha256sum "$yanzhen_zip" 2>/dev/null || shasum -a 256 "$yanzhen_zip") | cut -d' ' -f1)
    if [ "$yanzhen_sum" != "${distributionSha256Sum-}" ]; then
      echo "The Maven that your mirror sent has the SHA-256 $yanzhen_sum, not ${distributionSha256Sum-}. Not used." >&2
      rm -rf "$yanzhen_to"
      return 1
    fi
    (cd "$yanzhen_to" && "$JAVA_HOME/bin/jar" xf "$yanzhen_zip") \
      && chmod +x "$yanzhen_to/apache-maven-3.9.16/bin/mvn" \
      && mv "$yanzhen_to/apache-maven-3.9.16" "$MAVEN_HOME" 2>/dev/null || :
  fi
  rm -rf "$yanzhen_to"
  return 0
}

if yanzhen_found=$(yanzhen_jdk25); then
  JAVA_HOME=$yanzhen_found
  export JAVA_HOME
else
  cat >&2 <<'TEXT'
Yanzhen needs a JDK 25 and found none in JAVA_HOME, JAVA25_HOME, PATH, /usr/lib/jvm, /opt, SDKMAN or ~/.jdks.
找不到 JDK 25。请安装后重试，例如：
  sdk install java 25-tem            (SDKMAN)
  apt-get install temurin-25-jdk     (Debian and Ubuntu with Adoptium's package source)
  brew install --cask temurin@25     (macOS)
or unpack one anywhere and say where it is:  export JAVA_HOME=/path/to/jdk-25
TEXT
  exit 1
fi

if [ -n "${MAVEN_HOME-}" ] && [ -n "${distributionUrl-}" ] && [ ! -d "$MAVEN_HOME" ]; then
  yanzhen_fetch_maven || exit 1
fi
