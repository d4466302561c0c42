# One stage as an image: docker build -f deploy/stage.Dockerfile --build-arg STAGE=api-executor -t pinwheel/api-executor .
# The context is the repository, after ./mvnw -DskipTests package.
FROM eclipse-temurin:25-jre
ARG STAGE
ARG VERSION=0.1.0-SNAPSHOT

RUN groupadd --gid 10001 pinwheel \
 && useradd --uid 10001 --gid pinwheel --no-create-home --shell /usr/sbin/nologin pinwheel \
 && install -d -o pinwheel -g pinwheel /var/lib/pinwheel
COPY deploy/answers /usr/local/bin/answers
COPY ${STAGE}/target/lib /opt/pinwheel/lib
COPY ${STAGE}/target/${STAGE}-${VERSION}.jar /opt/pinwheel/stage.jar

# Health and metrics are for the container's network: publish their port on loopback only, or not at all.
ENV PINWHEEL_ADMIN_HOST=0.0.0.0 \
    PINWHEEL_ADMIN_PORT=9400 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
EXPOSE 9400
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
  CMD ["bash", "-c", "exec answers \"$PINWHEEL_ADMIN_PORT\" /health/ready"]

USER pinwheel
WORKDIR /var/lib/pinwheel
# Java is the first process: SIGTERM reaches it, and it ends within 10 s.
ENTRYPOINT ["java", "-jar", "/opt/pinwheel/stage.jar"]
