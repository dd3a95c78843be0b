{{/* Parts that api, worker and migration share. Each takes a dict: root, and the process by its name. */}}

{{- define "wardbell.name" -}}
{{- if contains .root.Chart.Name .root.Release.Name -}}
{{ printf "%s-%s" .root.Release.Name .process | trunc 63 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s-%s" .root.Release.Name .root.Chart.Name .process | trunc 63 | trimSuffix "-" }}
{{- end -}}
{{- end }}

{{- define "wardbell.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .process }}
{{- end }}

{{- define "wardbell.labels" -}}
{{ include "wardbell.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "wardbell.image" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{- define "wardbell.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
# So that the group may read the master key.
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "wardbell.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "wardbell.secretName" -}}
{{ required "secretName is missing: make a Secret with the keys that values.yaml lists, and name it" .Values.secretName }}
{{- end }}

{{- define "wardbell.environment" -}}
- name: WARDBELL_DATABASE_URL
  value: {{ required "database.url is missing: jdbc:mysql://host:3306/wardbell" .Values.database.url | quote }}
- name: WARDBELL_DATABASE_USER
  value: {{ .Values.database.user | quote }}
- name: WARDBELL_DATABASE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ include "wardbell.secretName" . }}, key: database-password}}
# The Job has done it, with an account of its own.
- name: WARDBELL_DATABASE_MIGRATE
  value: "false"
- name: WARDBELL_MASTER_KEY_FILE
  value: /run/secrets/wardbell/master.key
- name: WARDBELL_TEMPORAL_TARGET
  value: {{ required "temporal.target is missing: host:port" .Values.temporal.target | quote }}
- name: WARDBELL_TEMPORAL_NAMESPACE
  value: {{ .Values.temporal.namespace | quote }}
- name: WARDBELL_TEMPORAL_TLS
  value: {{ .Values.temporal.tls | quote }}
- name: WARDBELL_LOG_FORMAT
  value: json
- name: WARDBELL_REQUIRE_HTTPS
  value: {{ .Values.requireHttps | quote }}
{{- with .Values.allowedNetworks }}
- name: WARDBELL_ALLOWED_NETWORKS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.tracing.endpoint }}
- name: WARDBELL_TRACING_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .Values.publicUrl }}
- name: WARDBELL_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- with .Values.google.clientId }}
- name: WARDBELL_GOOGLE_CLIENT_ID
  value: {{ . | quote }}
- name: WARDBELL_GOOGLE_CLIENT_SECRET
  valueFrom: {secretKeyRef: {name: {{ include "wardbell.secretName" $ }}, key: google-client-secret}}
{{- end }}
{{- range $name, $value := .Values.settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "wardbell.probes" -}}
# A start waits for MySQL for a minute.
startupProbe:
  httpGet: {path: /actuator/health/liveness, port: http}
  periodSeconds: 5
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /actuator/health/liveness, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /actuator/health/readiness, port: http}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end }}

{{- define "wardbell.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "wardbell.name" . }}
  labels: {{- include "wardbell.labels" . | nindent 4 }}
spec:
  {{- if not .settings.autoscaling.enabled }}
  replicas: {{ .settings.replicas }}
  {{- end }}
  strategy:
    rollingUpdate: {maxUnavailable: 0, maxSurge: 1}
  selector:
    matchLabels: {{- include "wardbell.selector" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "wardbell.labels" . | nindent 8 }}
      {{- with .settings.podAnnotations }}
      annotations: {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      # It asks Kubernetes for nothing.
      automountServiceAccountToken: false
      # Its variables would begin as our settings do.
      enableServiceLinks: false
      {{- with .root.Values.image.pullSecrets }}
      imagePullSecrets: {{- toYaml . | nindent 8 }}
      {{- end }}
      # Deliveries under way end on their own, 45 s at most.
      terminationGracePeriodSeconds: 75
      securityContext: {{- include "wardbell.podSecurity" . | nindent 8 }}
      # Two of a kind are not lost with one machine.
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {{- include "wardbell.selector" . | nindent 14 }}
      containers:
        - name: {{ .process }}
          image: {{ include "wardbell.image" (dict "root" .root "image" .settings.image) }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          securityContext: {{- include "wardbell.containerSecurity" . | nindent 12 }}
          ports:
            - {name: http, containerPort: {{ .port }}}
          env:
            {{- include "wardbell.environment" .root | nindent 12 }}
            {{- with .environment }}{{ . | nindent 12 }}{{ end }}
          {{- include "wardbell.probes" . | nindent 10 }}
          lifecycle:
            # Until nobody sends requests to it any more.
            preStop: {exec: {command: [sleep, "5"]}}
          resources: {{- toYaml .settings.resources | nindent 12 }}
          volumeMounts:
            - {name: master-key, mountPath: /run/secrets/wardbell, readOnly: true}
            - {name: scratch, mountPath: /tmp}
            - {name: state, mountPath: /var/lib/wardbell}
      volumes:
        - name: master-key
          secret:
            secretName: {{ include "wardbell.secretName" .root }}
            defaultMode: 0440
            items: [{key: master.key, path: master.key}]
        - {name: scratch, emptyDir: {}}
        # The image's volume; nothing is kept in it.
        - {name: state, emptyDir: {}}
      {{- with .settings.nodeSelector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .settings.tolerations }}
      tolerations: {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end }}

{{- define "wardbell.disruption" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "wardbell.name" . }}
  labels: {{- include "wardbell.labels" . | nindent 4 }}
spec:
  # One at a time, when machines are emptied.
  maxUnavailable: 1
  selector:
    matchLabels: {{- include "wardbell.selector" . | nindent 6 }}
{{- end }}

{{- define "wardbell.scaling" -}}
{{- with .settings.autoscaling }}
{{- if .enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "wardbell.name" $ }}
  labels: {{- include "wardbell.labels" $ | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "wardbell.name" $ }}
  minReplicas: {{ .minReplicas }}
  maxReplicas: {{ .maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: {{ .cpuPercent }}}
    {{- if .eventsWaiting }}
    - type: External
      external:
        metric: {name: wardbell_events_undispatched}
        target: {type: AverageValue, averageValue: {{ .eventsWaiting | quote }}}
    {{- end }}
  behavior:
    # A backlog is gone soon; processes that come and go cost more than they bring.
    scaleDown: {stabilizationWindowSeconds: 600}
{{- end }}
{{- end }}
{{- end }}
