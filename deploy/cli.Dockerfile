# The pinwheel command as an image, with the simulators and the demo's certificates: docker build -f deploy/cli.Dockerfile -t pinwheel/cli .
# The context is the repository, after ./mvnw -DskipTests package.
FROM eclipse-temurin:25-jre
ARG VERSION=0.1.0-SNAPSHOT

RUN groupadd --gid 10001 pinwheel \
 && useradd --uid 10001 --gid pinwheel --no-create-home --shell /usr/sbin/nologin pinwheel \
 && install -d -o pinwheel -g pinwheel /certificates
COPY deploy/answers /usr/local/bin/answers
COPY cli/target/lib /opt/pinwheel/lib
COPY cli/target/cli-${VERSION}.jar /opt/pinwheel/cli.jar

ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
USER pinwheel
ENTRYPOINT ["java", "-cp", "/opt/pinwheel/cli.jar", "dev.pinwheel.cli.PinwheelMain"]
